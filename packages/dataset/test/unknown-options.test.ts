/** An unknown option, such as Python's `batch_size`, is refused by name wherever options are taken. */
import { expect, test } from "vitest";
import {
  createDataLoader,
  DataLoader,
  DistributedSampler,
  PermutationSampler,
  RandomSampler,
  randomSplit,
  SlidingWindowDataset,
  visualizeWindows,
  WeightedRandomSampler,
} from "../src/index.ts";

const windows = { maxLength: 2, stride: 2 };
const dataset = new SlidingWindowDataset(new Int32Array(9), windows);
const tokenizer = { encode: (text: string) => Int32Array.from(text, Number), decode: () => "" };
const wrong = { batch_size: 4 };

test.each<[string, () => unknown]>([
  ["SlidingWindowDataset", () => new SlidingWindowDataset(new Int32Array(9), { ...windows, ...wrong })],
  ["fromText", () => SlidingWindowDataset.fromText("123", { tokenizer, ...windows, ...wrong })],
  ["DataLoader", () => new DataLoader(dataset, wrong as never)],
  ["createDataLoader", () => createDataLoader("123", { tokenizer, ...wrong })],
  ["visualizeWindows", () => visualizeWindows(dataset, tokenizer, wrong as never)],
  ["RandomSampler", () => new RandomSampler(dataset, wrong as never)],
  ["PermutationSampler", () => new PermutationSampler(dataset, wrong as never)],
  ["DistributedSampler", () => new DistributedSampler(dataset, { numReplicas: 2, rank: 0, ...wrong })],
  ["WeightedRandomSampler", () => new WeightedRandomSampler([1, 2], 2, wrong as never)],
  ["randomSplit", () => randomSplit(dataset, [0.5, 0.5], wrong as never)],
])("%s", (_, act) => {
  expect(act).toThrow(
    expect.objectContaining({
      code: "DATASET_INVALID_OPTION",
      message: expect.stringMatching(
        /^Unknown option "batch_size"\. (Did you mean "batchSize"\?|Known options: \w+(, \w+)*\.)$/,
      ),
      fields: { option: "batch_size", value: 4 },
    }),
  );
});

test("the option that was meant is named where there is one, and otherwise those that there are", () => {
  expect(() => new DataLoader(dataset, wrong as never)).toThrow(
    'Unknown option "batch_size". Did you mean "batchSize"?',
  );
  expect(() => new RandomSampler(dataset, wrong as never)).toThrow(
    'Unknown option "batch_size". Known options: replacement, numSamples, seed, generator.',
  );
});
