/** Samplers of what cannot be sampled: options, sources and states, each refused by its name. */
import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import {
  BatchSampler,
  DistributedSampler,
  PermutationSampler,
  RandomSampler,
  randomSplit,
  SequentialSampler,
  Subset,
  WeightedRandomSampler,
} from "../../src/index.ts";

const indicesBelow = (length: number) => ({ length, get: (index: number) => index });

describe("bad input", () => {
  const four = indicesBelow(4);
  const rank = (numReplicas: unknown, which: unknown, rest = {}) => ({ numReplicas, rank: which, ...rest }) as never;
  const cases: [string, () => unknown, string, RegExp][] = [
    [
      "rank of as many",
      () => new DistributedSampler(4, rank(4, 4)),
      "rank",
      /^rank is 4; expected an integer from 0 to 3\./,
    ],
    ["rank below 0", () => new DistributedSampler(4, rank(4, -1)), "rank", /^rank is -1/],
    ["no rank", () => new DistributedSampler(4, rank(4, undefined)), "rank", /^rank is undefined/],
    [
      "0 ranks",
      () => new DistributedSampler(4, rank(0, 0)),
      "numReplicas",
      /^numReplicas is 0; expected .* at least 1/,
    ],
    ["shuffle", () => new DistributedSampler(4, rank(1, 0, { shuffle: 1 })), "shuffle", /expected true or false/],
    ["dropLast", () => new DistributedSampler(4, rank(1, 0, { dropLast: "no" })), "dropLast", /^dropLast is "no"/],
    [
      "epoch",
      () => new DistributedSampler(4, rank(1, 0)).setEpoch(-1),
      "epoch",
      /^epoch is -1; expected an integer of at least 0/,
    ],
    ["epoch", () => new PermutationSampler(4).setEpoch(0.5), "epoch", /^epoch is 0.5/],
    ["too long to shuffle", () => new RandomSampler(1e11), "dataset.length", /at most 214748363 .*PermutationSampler/],
    ["too long to share", () => new DistributedSampler(1e11, rank(1, 0)), "dataset.length", /PermutationSampler/],
    [
      "no source",
      () => new SequentialSampler(undefined as never),
      "dataset",
      /^dataset is undefined; expected something with a length/,
    ],
    ["negative", () => new SequentialSampler(-1), "dataset", /^dataset is -1/],
    [
      "wrong length",
      () => new RandomSampler({ length: 1.5 }),
      "dataset.length",
      /^dataset.length is 1.5; expected an integer/,
    ],
    ["above 2^53", () => new PermutationSampler(2 ** 53), "dataset", /^dataset is 9007199254740992/],
    [
      "numSamples 0",
      () => new RandomSampler(4, { numSamples: 0 }),
      "numSamples",
      /^numSamples is 0; expected an integer of at least 1/,
    ],
    ["replacement", () => new RandomSampler(4, { replacement: 1 as never }), "replacement", /^replacement is 1/],
    ["both", () => new RandomSampler(4, { seed: 1, generator: new Generator(1) }), "seed", /either seed or generator/],
    ["generator", () => new RandomSampler(4, { generator: {} as never }), "generator", /^generator is an object/],
    ["no weights", () => new WeightedRandomSampler(undefined as never, 1), "weights", /^weights is undefined/],
    ["empty weights", () => new WeightedRandomSampler([], 1), "weights", /the sum of these 0 is 0/],
    [
      "negative weight",
      () => new WeightedRandomSampler([1, -1], 1),
      "weights[1]",
      /^weights\[1\] is -1; expected a finite number/,
    ],
    ["NaN", () => new WeightedRandomSampler([Number.NaN], 1), "weights[0]", /^weights\[0\] is NaN/],
    ["infinite", () => new WeightedRandomSampler([Infinity], 1), "weights[0]", /^weights\[0\] is Infinity/],
    ["infinite sum", () => new WeightedRandomSampler([1e308, 1e308], 1), "weights", /the sum of these 2 is Infinity/],
    ["all 0", () => new WeightedRandomSampler([0, 0], 1), "weights", /finite sum above 0; the sum of these 2 is 0/],
    ["numSamples", () => new WeightedRandomSampler([1], 0), "numSamples", /^numSamples is 0/],
    [
      "more than weights",
      () => new WeightedRandomSampler([1, 0, 2], 3, { replacement: false }),
      "numSamples",
      /^numSamples is 3; expected at most 2 without replacement/,
    ],
    ["batchSize", () => new BatchSampler([1], 0, false), "batchSize", /^batchSize is 0/],
    ["sampler", () => new BatchSampler(5 as never, 1, false), "sampler", /^sampler is 5/],
    [
      "split: sum",
      () => randomSplit(four, [1, 2]),
      "lengths",
      /sum to the dataset's length 4, or fractions that sum to 1; these sum to 3/,
    ],
    ["split: fractions", () => randomSplit(four, [0.5, 0.4]), "lengths", /these sum to 0.9/],
    ["split: negative", () => randomSplit(four, [5, -1]), "lengths[1]", /^lengths\[1\] is -1/],
    ["split: no array", () => randomSplit(four, 4 as never), "lengths", /^lengths is 4; expected an array/],
    ["split: mixed", () => randomSplit(four, [3.5, 0.5]), "lengths", /these sum to 4/],
    ["subset", () => new Subset(four, 1 as never), "indices", /^indices is 1; expected an array of indices/],
  ];

  test.each(cases)("%s", (_, act, option, message) => {
    expect(act).toThrow(
      expect.objectContaining({
        code: "DATASET_INVALID_OPTION",
        message: expect.stringMatching(message),
        fields: expect.objectContaining({ option }),
      }),
    );
  });

  test("nothing to draw from is torch's ValueError", () => {
    for (const act of [
      () => new RandomSampler(0),
      () => new RandomSampler([], { numSamples: 3 }),
      () => new PermutationSampler(0),
    ])
      expect(act).toThrow(expect.objectContaining({ code: "DATASET_EMPTY" }));
  });

  test("seeds", () => {
    const options = { seed: 0.5 };
    for (const act of [
      () => new RandomSampler(4, options),
      () => new PermutationSampler(4, options),
      () => new WeightedRandomSampler([1], 1, options),
      () => new DistributedSampler(4, { numReplicas: 1, rank: 0, ...options }),
      () => randomSplit(four, [4], options),
    ])
      expect(act).toThrow(expect.objectContaining({ code: "RANDOM_INVALID_SEED" }));
  });
});

test("options that are not an object are refused, not ignored", () => {
  const refused = expect.objectContaining({
    code: "DATASET_INVALID_OPTION",
    message: expect.stringMatching(/^options is .*expected an object of options/),
  });
  for (const options of [42, null, "seed"] as never[]) {
    expect(() => new PermutationSampler(10, options)).toThrow(refused);
    expect(() => new RandomSampler(10, options)).toThrow(refused);
    expect(() => new DistributedSampler(10, options)).toThrow(refused);
    expect(() => new WeightedRandomSampler([1, 2], 1, options)).toThrow(refused);
    expect(() => randomSplit({ length: 2, get: (index: number) => index }, [1, 1], options)).toThrow(refused);
  }
});
