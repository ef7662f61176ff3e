/**
 * The loader in a browser, as a user imports it: the orders of golden/dataloader.json, as in Node
 * (data-loader.golden.test.ts), but for the ids of the corpus.
 */
import { DataLoader, SlidingWindowDataset, type DataLoaderOptions } from "@windrow/dataset";
import { Generator } from "@windrow/random";
import { golden } from "@windrow/testing/browser";
import { expect, test } from "vitest";

interface Case {
  batch_size: number;
  shuffle: boolean;
  drop_last: boolean;
  rng: "none" | "manual_seed" | "generator";
  seed: number | null;
  dataset_len: number;
  num_batches: number;
  epochs: { order_sha256: string }[];
}

const { cases } = await golden<{ cases: Case[] }>("dataloader");
const tokens = Int32Array.from({ length: 100 }, (_, i) => i);

async function sha256(ids: readonly number[]): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Uint32Array.from(ids));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sourceOf({ rng, seed }: Case): Pick<DataLoaderOptions, "seed" | "generator"> {
  if (rng === "none") return {};
  return rng === "manual_seed" ? { seed: seed! } : { generator: new Generator(seed!) };
}

test("the 52 orders of torch", async () => {
  expect(cases.length).toBe(52);
  for (const expected of cases) {
    const loader = new DataLoader(
      { length: expected.dataset_len, get: (index: number) => index },
      {
        batchSize: expected.batch_size,
        shuffle: expected.shuffle,
        dropLast: expected.drop_last,
        ...sourceOf(expected),
        collate: (indices) => indices,
      },
    );
    expect(loader.length).toBe(expected.num_batches);
    for (const { order_sha256 } of expected.epochs) expect(await sha256([...loader].flat())).toBe(order_sha256);
  }
});

test("token = position, and an epoch is gone on with", async () => {
  const dataset = new SlidingWindowDataset(tokens, { maxLength: 5, stride: 2 });
  const options = { batchSize: 4, shuffle: true, seed: 8 };
  const whole = [...new DataLoader(dataset, options)];
  for (const { inputIds, targetIds } of whole) {
    for (const [i, id] of inputIds.data.entries()) {
      expect(id).toBe(inputIds.data[i - (i % 5)]! + (i % 5));
      expect(targetIds.data[i]).toBe(id + 1);
    }
  }
  const left = new DataLoader(dataset, options);
  for (const _ of left) if (left.stateDict().batch === 3) break;
  const resumed = new DataLoader(dataset, options);
  resumed.loadStateDict(JSON.parse(JSON.stringify(left.stateDict())));
  const rest = [];
  for await (const batch of resumed) rest.push(batch);
  expect(rest).toEqual(whole.slice(3));
});

test("workers need Node, and the error says so", () => {
  const loader = new DataLoader(new SlidingWindowDataset(tokens, { maxLength: 5, stride: 2 }), { numWorkers: 2 });
  expect(() => loader[Symbol.asyncIterator]()).toThrow(/^numWorkers needs worker threads of Node.*use numWorkers 0/);
});
