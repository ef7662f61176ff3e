/** Worker threads, which run the built package. */
import { spawnSync } from "node:child_process";
import { DataLoader, DatasetError, randomSplit, SlidingWindowDataset, type DataLoaderOptions } from "@windrow/dataset";
import type { WorkerModule } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";

const upTo = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
const windows = { maxLength: 8, stride: 3 };
const tokens = upTo(600);

function made(name: string, data: unknown): WorkerModule {
  return { url: new URL("./made-in-workers.mjs", import.meta.url).href, export: name, data };
}

/** All batches, copied as they come, since their buffers may be used again. */
async function batchesOf<Output>(loader: AsyncIterable<Output>): Promise<Output[]> {
  const batches = [];
  for await (const batch of loader) batches.push(structuredClone(batch));
  return batches;
}

/** Gone in Node 24. */
const DEFAULT_TYPE = "--experimental-default-type";

describe("the same batches as without workers", () => {
  const orders: Record<string, () => DataLoaderOptions> = {
    sequential: () => ({ batchSize: 4 }),
    shuffled: () => ({ batchSize: 4, shuffle: true, seed: 5, dropLast: true }),
    "shuffled with a generator": () => ({ batchSize: 4, shuffle: true, generator: new Generator(5) }),
    "a sampler": () => ({ batchSize: 4, sampler: [5, 1, 1, 19, 0, 2, 7, 7, 3] }),
  };

  test.each(Object.entries(orders))("%s", async (_name, options) => {
    const dataset = new SlidingWindowDataset(tokens, windows);
    const loader = new DataLoader(dataset, options());
    const epochs = [[...loader], [...loader]];
    for (const [numWorkers, prefetchFactor, reuseBuffers] of [
      [1, 1, false],
      [2, 2, true],
      [3, 40, false],
    ] as const) {
      const threaded = new DataLoader(dataset, { ...options(), numWorkers, prefetchFactor, reuseBuffers });
      expect(await batchesOf(threaded)).toEqual(epochs[0]);
      expect(await batchesOf(threaded)).toEqual(epochs[1]);
    }
  });

  test.each([
    ["Uint16Array", Uint16Array.from(tokens)],
    ["shared tokens", sharedTokens()],
    ["part of an array", new Int32Array([9, 9, ...tokens]).subarray(2)],
    ["a source", { ...sourceOf(600), workerModule: made("makeSource", { length: 600 }) }],
  ])("over %s, and in separate documents", async (_, given) => {
    for (const documentEnds of [undefined, [100, 104, 350, 600]]) {
      const expected = [
        ...new DataLoader(new SlidingWindowDataset(tokens, { ...windows, documentEnds }), { batchSize: 5 }),
      ];
      const dataset = new SlidingWindowDataset(given, { ...windows, documentEnds });
      expect(await batchesOf(new DataLoader(dataset, { batchSize: 5, numWorkers: 2 }))).toEqual(expected);
    }
  });

  test("of the parts of a split", async () => {
    const dataset = new SlidingWindowDataset(tokens, windows);
    for (const part of randomSplit(dataset, [0.7, 0.3], { seed: 2 })) {
      const expected = [...new DataLoader(part, { batchSize: 6, shuffle: true, seed: 3 })];
      const plain = { length: part.length, get: (index: number) => part.get(index) };
      expect([...new DataLoader(plain, { batchSize: 6, shuffle: true, seed: 3 })]).toEqual(expected);
      const threaded = new DataLoader(part, { batchSize: 6, shuffle: true, seed: 3, numWorkers: 2 });
      expect(await batchesOf(threaded)).toEqual(expected);
    }
  });

  test("tokens that are shared already are not copied", () => {
    const shared = sharedTokens();
    const data = new SlidingWindowDataset(shared, windows).workerModule!.data as { tokens: Int32Array };
    expect(data.tokens.buffer).toBe(shared.buffer);
  });
});

describe("a dataset and a collate of your own", () => {
  const local = { length: 10, get: (index: number) => index * index };

  test.each(["makeSquares", "makeSlowSquares"])("%s", async (name) => {
    const loader = new DataLoader(local, {
      batchSize: 3,
      collate: (samples) => samples.join("-"),
      numWorkers: 2,
      workerDataset: made(name, { length: 10 }),
      workerCollate: made("makeJoin", { separator: "-" }),
    });
    expect(await batchesOf(loader)).toEqual(["0-1-4", "9-16-25", "36-49-64", "81"]);
  });

  test("need a way into the worker", () => {
    const begin = (options: object) =>
      new DataLoader(local, { ...options, numWorkers: 2 } as never)[Symbol.asyncIterator]();
    const refused = (message: RegExp) =>
      expect.objectContaining({ code: "DATASET_INVALID_OPTION", message: expect.stringMatching(message) });
    expect(() => begin({})).toThrow(
      refused(/^numWorkers is 2; expected 0, or workerDataset as \{ url, export, data \}/),
    );
    const workerDataset = made("makeSquares", { length: 10 });
    expect(() => begin({ workerDataset, collate: String })).toThrow(refused(/expected 0, or workerCollate as/));
    expect(() => begin({ workerDataset: { url: 5 } })).toThrow(refused(/^workerDataset is an object/));
  });
});

describe("errors", () => {
  const loaderOf = (workerDataset: WorkerModule, more: object = {}) =>
    new DataLoader(
      { length: 20, get: (index: number) => index },
      {
        batchSize: 2,
        collate: String,
        numWorkers: 2,
        workerDataset,
        workerCollate: made("makeJoin", { separator: " " }),
        ...more,
      },
    );
  const until = async (loader: AsyncIterable<unknown>): Promise<{ batches: unknown[]; error: Error }> => {
    const batches: unknown[] = [];
    try {
      for await (const batch of loader) batches.push(batch);
    } catch (error) {
      return { batches, error: error as Error };
    }
    throw new Error("nothing was thrown");
  };

  test("what a dataset throws comes at its turn, with its name, code and stack", async () => {
    const { batches, error } = await until(loaderOf(made("makeSquares", { length: 20, throwsAt: 7 })));
    expect(batches).toEqual(["0 1", "4 9", "16 25"]);
    expect(error).toMatchObject({ name: "TypeError", message: "no square of 7", code: "NO_SQUARE" });
    expect(error.stack).toMatch(/failOnPurpose.*made-in-workers\.mjs/);
    expect(error.stack).toContain("in a worker thread of the DataLoader");
  });

  test("errors of this package keep their code and fields", async () => {
    const dataset = new SlidingWindowDataset(tokens, windows);
    const other = new SlidingWindowDataset(upTo(30), windows);
    const loader = new DataLoader(dataset, { batchSize: 4, numWorkers: 1, workerDataset: other.workerModule });
    const { batches, error } = await until(loader);
    expect(batches.length).toBe(2);
    expect(error).toBeInstanceOf(DatasetError);
    expect(error).toMatchObject({ code: "DATASET_INDEX_OUT_OF_RANGE", fields: { index: 8, length: 8 } });
  });

  test("a thread that ends is an error, not silence", async () => {
    const { batches, error } = await until(loaderOf(made("makeSquares", { length: 20, endsAt: 5 })));
    expect(batches).toEqual(["0 1", "4 9"]);
    expect(error).toMatchObject({ code: "DATASET_WORKER_FAILED", message: expect.stringContaining("exit code 3") });
  });

  test("a thread that ends while nothing is awaited from it", async () => {
    const loader = loaderOf(made("makeSquaresThatEnd", { length: 20 }), { numWorkers: 1, prefetchFactor: 1 });
    const { batches, error } = await until(
      (async function* slowly() {
        for await (const batch of loader) {
          yield batch;
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
      })(),
    );
    expect(batches.length).toBeGreaterThan(0);
    expect(error).toMatchObject({ code: "DATASET_WORKER_FAILED", message: expect.stringContaining("exit code 4") });
  });

  test("the cause of an error comes with it", async () => {
    const { error } = await until(loaderOf(made("makeCaused", {})));
    expect(error).toMatchObject({ message: "outer", cause: { name: "TypeError", message: "inner" } });
  });

  test("what is not a dataset is refused in the worker", async () => {
    const { error } = await until(loaderOf(made("makeJoin", {})));
    expect(error).toMatchObject({
      code: "DATASET_INVALID_OPTION",
      message: expect.stringMatching(/^dataset is a function/),
    });
  });

  test.each([
    [made("makeNothing", {}), /nothing can be made/],
    [made("makeSomething", {}), /made-in-workers.mjs does not export a function makeSomething/],
    [{ ...made("makeSquares", {}), url: new URL("./missing.mjs", import.meta.url).href }, /Cannot find module/],
  ])("a dataset that can't be made: %#", async (workerDataset, message) => {
    const { batches, error } = await until(loaderOf(workerDataset));
    expect([batches.length, error.message]).toEqual([0, expect.stringMatching(message)]);
  });

  test("a batch that can't cross threads", async () => {
    const { error } = await until(
      loaderOf(made("makeSquares", { length: 20 }), { workerCollate: made("makeFunctions", {}) }),
    );
    expect(error.message).toMatch(/could not be cloned/);
  });

  test("what a sampler throws comes after the batches before it", async () => {
    const dataset = new SlidingWindowDataset(tokens, windows);
    const { batches, error } = await until(
      new DataLoader(dataset, { batchSize: 2, sampler: [0, 1, 2, 3, 999], numWorkers: 2, prefetchFactor: 9 }),
    );
    expect(batches.length).toBe(2);
    expect(error).toMatchObject({ code: "DATASET_INDEX_OUT_OF_RANGE" });
  });

  test("for refuses workers by name", () => {
    const loader = new DataLoader(new SlidingWindowDataset(tokens, windows), { numWorkers: 1 });
    expect(() => [...loader]).toThrow(
      expect.objectContaining({
        code: "DATASET_INVALID_OPTION",
        message: expect.stringMatching(/^numWorkers is 1; expected 0 for a loop with for; .*for await/),
      }),
    );
  });
});

test("more batches ahead than there are take no time and no memory", async () => {
  const dataset = new SlidingWindowDataset(tokens, windows);
  const loader = new DataLoader(dataset, { batchSize: 50, numWorkers: 1, prefetchFactor: 2 ** 50 });
  expect((await batchesOf(loader)).length).toBe(loader.length);
});

test("prefetchFactor batches for each thread are ahead of the one that is handed out", async () => {
  let taken = 0;
  const sampler = {
    length: 100,
    *[Symbol.iterator]() {
      for (; taken < 100; taken++) yield taken;
    },
  };
  const dataset = new SlidingWindowDataset(tokens, windows);
  const handedOut: number[] = [];
  for await (const _ of new DataLoader(dataset, { batchSize: 2, sampler, numWorkers: 2, prefetchFactor: 3 })) {
    handedOut.push(taken);
    if (handedOut.length === 3) break;
  }
  // The sampler does not know yet that its last index was taken.
  expect(handedOut).toEqual([7, 8, 9].map((batches) => 2 * batches - 1));
});

describe("leaving early", () => {
  test.each([
    ["--input-type=module", "--eval"],
    ["--max-old-space-size=512", "--input-type=module", "--eval"],
    // A program on the command line that is not a module is tried as one; Node 20 has to be asked to.
    [
      "--max-old-space-size=512",
      "--stack-trace-limit=5",
      ...[DEFAULT_TYPE].filter((flag) => process.allowedNodeEnvironmentFlags.has(flag)).map((flag) => `${flag}=module`),
      "--eval",
    ],
  ])("without a word does not keep the process, whatever its arguments: %s %s", (...args) => {
    const program = `
      import { DataLoader, SlidingWindowDataset } from "@windrow/dataset";
      const dataset = new SlidingWindowDataset(new Int32Array(100), { maxLength: 4, stride: 4 });
      const batches = new DataLoader(dataset, { numWorkers: 2 })[Symbol.asyncIterator]();
      console.log((await batches.next()).value.inputIds.dims);`;
    const options = { cwd: import.meta.dirname, encoding: "utf8", timeout: 30_000 } as const;
    const { status, stdout } = spawnSync(process.execPath, [...args, program], options);
    expect([status, stdout]).toEqual([0, "[ 1, 4 ]\n"]);
  });

  test("ends the threads", async () => {
    const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const before = threads();
    const loader = new DataLoader(new SlidingWindowDataset(tokens, windows), { batchSize: 2, numWorkers: 3 });
    let during = 0;
    for await (const _ of loader) {
      during = threads();
      break;
    }
    expect(during).toBeGreaterThan(before);
    await expect.poll(threads).toBe(before);
  });

  test("is gone on with by another number of workers, which does not count batches made ahead", async () => {
    const dataset = new SlidingWindowDataset(tokens, windows);
    for (const seedOrGenerator of [() => ({ seed: 3 }), () => ({ generator: new Generator(3) })]) {
      const options = () => ({ batchSize: 4, shuffle: true, ...seedOrGenerator() });
      const whole = new DataLoader(dataset, options());
      const epochs = [[...whole], [...whole]];
      for (const [first, second] of [
        [2, 0],
        [0, 2],
        [3, 1],
      ] as const) {
        const left = new DataLoader(dataset, { ...options(), numWorkers: first });
        let handedOut = 0;
        for await (const _ of left) if (++handedOut === 6) break;
        const resumed = new DataLoader(dataset, { ...options(), numWorkers: second });
        resumed.loadStateDict(structuredClone(left.stateDict()));
        expect(await batchesOf(resumed)).toEqual(epochs[0]!.slice(6));
        expect(await batchesOf(resumed)).toEqual(epochs[1]);
      }
    }
  });
});

function sharedTokens(): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(tokens.byteLength));
  shared.set(tokens);
  return shared;
}

function sourceOf(length: number): { length: number; read(start: number, out: Int32Array): void } {
  return { length, read: (start, out) => out.set(tokens.subarray(start, start + out.length)) };
}
