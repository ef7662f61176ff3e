/** Worker threads that hang, or say what nobody asked for. What is tested is the error and what is left, not the time. */
import { DataLoader } from "@windrow/dataset";
import type { WorkerModule } from "@windrow/interfaces";
import { describe, expect, test } from "vitest";

type Options = ConstructorParameters<typeof DataLoader<number, number[]>>[1];

function made(name: string, data: unknown): WorkerModule {
  return { url: new URL("./made-in-workers.mjs", import.meta.url).href, export: name, data };
}

function loaderOf(workerDataset: WorkerModule, options: Partial<Options>): DataLoader<number, readonly number[]> {
  const dataset = { length: 12, get: (index: number): number => index };
  const worker = { workerDataset, workerCollate: made("asGiven", undefined) };
  return new DataLoader(dataset, {
    batchSize: 2,
    collate: (samples: readonly number[]) => [...samples],
    ...worker,
    ...options,
  } as never);
}

/** The batches up to the error, and the error. */
async function until(
  loader: AsyncIterable<readonly number[]>,
): Promise<[batches: (readonly number[])[], error: unknown]> {
  const batches: (readonly number[])[] = [];
  try {
    for await (const batch of loader) batches.push(batch);
  } catch (error) {
    return [batches, error];
  }
  return [batches, undefined];
}

const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
const timedOut = (batch: number, timeout: number): unknown =>
  expect.objectContaining({
    name: "DatasetError",
    code: "DATASET_WORKER_TIMEOUT",
    message: expect.stringMatching(new RegExp(`^batch ${batch} did not arrive within ${timeout} s`)),
    fields: { timeout, batch },
  });

describe("timeout", () => {
  test.each([
    ["an endless loop", made("makeHanging", { length: 12, hangsAt: 0, how: "loop" })],
    ["a promise that is never kept", made("makeHanging", { length: 12, hangsAt: 0, how: "promise" })],
    ["a dataset that is never made", made("makeNever", undefined)],
  ])("ends the loop and the threads: %s", async (_, workerDataset) => {
    const before = threads();
    const loader = loaderOf(workerDataset, { numWorkers: 2, timeout: 0.25 });
    for (let again = 0; again < 2; again++) expect(await until(loader)).toEqual([[], timedOut(0, 0.25)]);
    await expect.poll(threads).toBe(before);
  });

  test.each(["loop", "promise"])(
    "in the midst of an epoch: a state goes on with the batch that did not come (%s)",
    async (how) => {
      const hanging = made("makeHanging", { length: 12, hangsAt: 7, how });
      const options = { shuffle: false, numWorkers: 2, timeout: 4 };
      const loader = loaderOf(hanging, options);
      const [batches, error] = await until(loader);
      expect([batches, error]).toEqual([
        [
          [0, 1],
          [2, 3],
          [4, 5],
        ],
        timedOut(3, 4),
      ]);
      const state = loader.stateDict();
      expect(state.batch).toBe(3);
      const resumed = loaderOf(made("makeHanging", { length: 12, hangsAt: 99, how }), options);
      resumed.loadStateDict(state);
      expect(await until(resumed)).toEqual([
        [
          [6, 7],
          [8, 9],
          [10, 11],
        ],
        undefined,
      ]);
    },
    60_000,
  );

  test("is not for batches that come", async () => {
    const loader = loaderOf(made("makeSlowSquares", { length: 12 }), { numWorkers: 2, timeout: 600 });
    const [batches, error] = await until(loader);
    expect([batches.flat(), error]).toEqual([Array.from({ length: 12 }, (_, i) => i * i), undefined]);
  });
});

test("leaving the loop ends a thread that is in an endless loop", async () => {
  const before = threads();
  const loader = loaderOf(made("makeHanging", { length: 12, hangsAt: 2, how: "loop" }), { numWorkers: 2 });
  for await (const batch of loader) {
    expect(batch).toEqual([0, 1]);
    break;
  }
  await expect.poll(threads).toBe(before);
});

test("a dataset's own messages are ignored", async () => {
  const [batches, error] = await until(loaderOf(made("makeTalking", { length: 12 }), { numWorkers: 2 }));
  expect([batches.flat(), error]).toEqual([Array.from({ length: 12 }, (_, i) => i), undefined]);
});
