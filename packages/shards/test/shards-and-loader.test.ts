/** Shards behind windows and a loader, with and without worker threads: the built package. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataLoader, SlidingWindowDataset } from "@windrow/dataset";
import { openTokenShards, TokenShardWriter } from "@windrow/shards";
import { afterAll, beforeAll, expect, test } from "vitest";

const tokens = Int32Array.from({ length: 3000 }, (_, i) => (i * 37) % 5000);
const documentEnds = [700, 705, 1900, 3000];
const windows = { maxLength: 16, stride: 5 };
const loading = { batchSize: 8, shuffle: true, seed: 21 };

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "windrow-shards-"));
  // Shards of 450 tokens: windows cross their borders.
  const writer = await TokenShardWriter.create(directory, { format: "bin", vocabSize: 5000, shardTokens: 450 });
  let start = 0;
  for (const end of documentEnds) {
    await writer.write(tokens.subarray(start, end));
    await writer.endDocument();
    start = end;
  }
  await writer.close();
});
afterAll(() => rm(directory, { recursive: true }));

async function batchesOf<Output>(loader: AsyncIterable<Output>): Promise<Output[]> {
  const batches = [];
  for await (const batch of loader) batches.push(batch);
  return batches;
}

test.each([undefined, documentEnds])("give the batches of the tokens in memory; documents end at %j", async (ends) => {
  const expected = [...new DataLoader(new SlidingWindowDataset(tokens, { ...windows, documentEnds: ends }), loading)];
  using shards = openTokenShards(directory);
  expect(Array.from(shards.documentEnds!)).toEqual(documentEnds);
  const dataset = new SlidingWindowDataset(shards, { ...windows, documentEnds: ends && shards.documentEnds });
  expect([...new DataLoader(dataset, loading)]).toEqual(expected);
  for (const numWorkers of [1, 3]) {
    expect(await batchesOf(new DataLoader(dataset, { ...loading, numWorkers }))).toEqual(expected);
  }
});

test("an epoch over shards is gone on with; shards of other tokens are refused", async () => {
  using shards = openTokenShards(directory);
  const left = new DataLoader(new SlidingWindowDataset(shards, windows), loading);
  const whole = [...new DataLoader(new SlidingWindowDataset(shards, windows), loading)];
  for (const _ of left) if (left.stateDict().batch === 10) break;
  const state = JSON.parse(JSON.stringify(left.stateDict()));

  using again = openTokenShards(directory);
  const resumed = new DataLoader(new SlidingWindowDataset(again, windows), { ...loading, numWorkers: 2 });
  resumed.loadStateDict(state);
  expect(await batchesOf(resumed)).toEqual(whole.slice(10));

  const other = await mkdtemp(join(tmpdir(), "windrow-shards-"));
  const writer = await TokenShardWriter.create(other, { format: "bin", vocabSize: 5000 });
  await writer.write(tokens.toReversed());
  await writer.close();
  using others = openTokenShards(other);
  const wrong = new DataLoader(new SlidingWindowDataset(others, windows), loading);
  expect(() => wrong.loadStateDict(state)).toThrow(
    expect.objectContaining({
      code: "DATASET_STATE_MISMATCH",
      fields: expect.objectContaining({ field: "dataset.fingerprint" }),
    }),
  );
  await rm(other, { recursive: true });
});
