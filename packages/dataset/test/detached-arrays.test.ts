/** Arrays whose buffer was transferred to another thread: an error, where zeros or nothing would come of them. */
import { describe, expect, test } from "vitest";
import { DataLoader, SlidingWindowDataset } from "../src/index.ts";

const transfer = <A extends Int32Array | Uint16Array>(array: A): A => {
  structuredClone(array, { transfer: [array.buffer as ArrayBuffer] });
  return array;
};
const windows = { maxLength: 2, stride: 2 };
const refused = (code: string, option: string): unknown =>
  expect.objectContaining({
    name: "DatasetError",
    code,
    message: expect.stringMatching(new RegExp(`^${option} is .*transferred to another thread`)),
  });
const noTokens = refused("DATASET_INVALID_TOKENS", "tokens");

describe("tokens", () => {
  test("that are gone already", () => {
    for (const tokens of [transfer(new Int32Array(9)), transfer(new Uint16Array(9))])
      expect(() => new SlidingWindowDataset(tokens, windows)).toThrow(noTokens);
    const tokenizer = { encode: () => transfer(new Int32Array(9)) };
    expect(() => SlidingWindowDataset.fromText("a", { ...windows, tokenizer })).toThrow(noTokens);
    expect(new SlidingWindowDataset(new Int32Array(0), windows).length).toBe(0);
  });

  test.each([
    ["Int32Array", () => Int32Array.from({ length: 200 }, (_, i) => i)],
    ["Uint16Array", () => Uint16Array.from({ length: 200 }, (_, i) => i)],
  ])("that go while a dataset is used: %s", (_, create) => {
    for (const maxLength of [2, 90]) {
      const tokens = create();
      const dataset = new SlidingWindowDataset<Int32Array | Uint16Array>(tokens, { maxLength, stride: 2 });
      const loader = new DataLoader(dataset, { batchSize: 2 });
      expect([...loader][1]!.inputIds.data[0]).toBe(4);
      transfer(tokens);
      expect(() => [...loader]).toThrow(noTokens);
      expect(() => dataset.get(0)).toThrow(noTokens);
      expect(() => dataset.fingerprint).toThrow(noTokens);
      expect(() => dataset.workerModule).toThrow(noTokens);
    }
  });
});

test("batches that are transferred further, their buffers reused or not, with workers or without", async () => {
  const tokens = Int32Array.from({ length: 60 }, (_, i) => i);
  const expected = [...new DataLoader(new SlidingWindowDataset(tokens, windows), { batchSize: 3 })].map(
    ({ targetIds }) => [...targetIds.data],
  );
  for (const options of [{ reuseBuffers: true }, {}, { numWorkers: 2, reuseBuffers: true }, { numWorkers: 1 }]) {
    const { DataLoader: Built, SlidingWindowDataset: Windows } = await import("@windrow/dataset");
    const got = [];
    for await (const { inputIds, targetIds } of new Built(new Windows(tokens, windows), { batchSize: 3, ...options })) {
      got.push([...targetIds.data]);
      transfer(inputIds.data);
    }
    expect(got).toEqual(expected);
  }
});
