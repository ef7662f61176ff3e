/** Which seed decides which order: the loader's, the sampler's, or the default generator's. Orders are torch 2.13's. */
import { defaultGenerator, Generator, manualSeed } from "@windrow/random";
import { beforeEach, describe, expect, test } from "vitest";
import {
  BatchSampler,
  createDataLoader,
  DataLoader,
  DistributedSampler,
  PermutationSampler,
  RandomSampler,
  randomSplit,
  SequentialSampler,
  SlidingWindowDataset,
  WeightedRandomSampler,
  type DataLoaderOptions,
} from "../../src/index.ts";

type Numbers = readonly number[];

const dataset = { length: 10, get: (index: number): number => index };
const loaderOf = (options: DataLoaderOptions<number, Numbers>): DataLoader<number, Numbers> =>
  new DataLoader(dataset, { collate: (samples: Numbers) => [...samples], ...options });
const orderOf = (options: DataLoaderOptions<number, Numbers>): number[] => [...loaderOf(options)].flat();

/** torch.manual_seed(0), then a DataLoader(range(10), sampler=RandomSampler(range(10))): two epochs. */
const TORCH = [
  [6, 7, 1, 4, 2, 0, 9, 8, 3, 5],
  [2, 4, 7, 0, 8, 9, 5, 3, 6, 1],
];

// A seed that is given must not depend on what the default generator has done before.
beforeEach(() => void manualSeed(crypto.getRandomValues(new Uint32Array(1))[0]!));

describe("a loader's seed", () => {
  test("is what its sampler draws from", () => {
    const loader = loaderOf({ seed: 0, sampler: new RandomSampler(10) });
    expect([[...loader].flat(), [...loader].flat()]).toEqual(TORCH);
    const batches = loaderOf({ seed: 0, batchSampler: new BatchSampler(new RandomSampler(10), 3, false) });
    expect([[...batches].flat(), [...batches].flat()]).toEqual(TORCH);
  });

  test("reaches a sampler inside one of the user's, and its own draws", () => {
    const inner = new RandomSampler(10);
    const wrapper = { length: 10, [Symbol.iterator]: () => inner[Symbol.iterator]() };
    expect(orderOf({ seed: 0, sampler: wrapper })).toEqual(TORCH[0]);
    const own = {
      length: 10,
      *[Symbol.iterator]() {
        yield* defaultGenerator().randperm(10);
      },
    };
    // The base seed takes two words, then comes randperm.
    expect(orderOf({ seed: 3, sampler: own })).toEqual([...new Generator(3).skip(2).randperm(10)]);
  });

  test("leaves the default generator alone", () => {
    const before = defaultGenerator().getState();
    const loader = loaderOf({ seed: 0, sampler: new WeightedRandomSampler([1, 2, 3], 5) });
    expect([...loader]).not.toEqual([...loader]);
    for (const _ of loaderOf({ seed: 0, shuffle: true }));
    expect(defaultGenerator().getState()).toEqual(before);
  });

  test("beside a sampler with a seed is refused, through a BatchSampler too", () => {
    const seeded = [
      new RandomSampler(10, { seed: 0 }),
      new WeightedRandomSampler([1, 2], 3, { seed: 1 }),
      new PermutationSampler(10),
      new PermutationSampler(10, { seed: 0 }),
    ];
    const refused = expect.objectContaining({
      code: "DATASET_INVALID_OPTION",
      message: expect.stringMatching(/^seed is 0; expected a seed on the loader or on its sampler, not on both/),
    });
    for (const sampler of seeded) {
      expect(() => loaderOf({ seed: 0, sampler })).toThrow(refused);
      expect(() => loaderOf({ seed: 0, batchSampler: new BatchSampler(sampler, 2, true) })).toThrow(refused);
      expect(loaderOf({ sampler }).length).toBe(sampler.length);
    }
  });

  test("beside a sampler with a generator, or one that has no use for it, is torch's", () => {
    const generator = (): Generator => new Generator(5);
    const sampler = new RandomSampler(10, { generator: generator() });
    expect(orderOf({ seed: 0, sampler })).toEqual([...generator().randperm(10)]);
    expect(orderOf({ seed: 0, sampler: new SequentialSampler(3) })).toEqual([0, 1, 2]);
    const shares = { numReplicas: 2, rank: 0, seed: 3 };
    expect(orderOf({ seed: 0, sampler: new DistributedSampler(10, shares) })).toEqual([
      ...new DistributedSampler(10, shares),
    ]);
  });

  test("that would change nothing is refused; shuffle: false says that it is meant so", () => {
    const refused = expect.objectContaining({
      code: "DATASET_INVALID_OPTION",
      message: "seed is 4; expected no seed without shuffle: true or a sampler; nothing is drawn from it.",
    });
    expect(() => loaderOf({ seed: 4 })).toThrow(refused);
    expect(
      () => new DataLoader(new SlidingWindowDataset(new Int32Array(9), { maxLength: 2, stride: 1 }), { seed: 4 }),
    ).toThrow(refused);
    expect(orderOf({ seed: 4, shuffle: false })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const tokenizer = { encode: (text: string) => [...text].map(Number) };
    const text = { tokenizer, maxLength: 1, stride: 1, batchSize: 1 };
    const inOrder = createDataLoader("01234", { ...text, shuffle: false, seed: 4 });
    expect([...inOrder].map(({ inputIds }) => inputIds.data[0])).toEqual([0, 1, 2, 3]);
  });
});

describe("manualSeed", () => {
  test("decides every order that has no seed and no generator", () => {
    manualSeed(0);
    const loader = loaderOf({ sampler: new RandomSampler(10) });
    expect([[...loader].flat(), [...loader].flat()]).toEqual(TORCH);
    manualSeed(0);
    const shuffled = loaderOf({ shuffle: true });
    expect([[...shuffled].flat(), [...shuffled].flat()]).toEqual(TORCH);
  });

  test("also those of a split and of a PermutationSampler, in the order of the calls", () => {
    const run = (): unknown => {
      manualSeed(1);
      const [train, rest] = randomSplit(dataset, [7, 3]);
      return [[...(train.indices as Int32Array)], [...(rest.indices as Int32Array)], [...new PermutationSampler(10)]];
    };
    const first = run();
    expect(run()).toEqual(first);
    expect((first as number[][])[0]).toEqual([...new Generator(1).randperm(10)].slice(0, 7));
  });

  test("a loader with a generator draws from that, its sampler from the default one, as in torch", () => {
    const generator = new Generator(99);
    manualSeed(0);
    const order = orderOf({ generator, sampler: new RandomSampler(10) });
    manualSeed(0);
    expect(order).toEqual([...new RandomSampler(10)]);
    expect(generator.random64()).toBe(new Generator(99).skip(2).random64());
  });
});

test("options for worker threads are refused without them", () => {
  const refuses = (options: object, message: RegExp): void =>
    expect(() => loaderOf(options)).toThrow(
      expect.objectContaining({ code: "DATASET_INVALID_OPTION", message: expect.stringMatching(message) }),
    );
  refuses({ prefetchFactor: 2 }, /^prefetchFactor is 2; expected numWorkers of at least 1 with it, or no/);
  refuses({ timeout: 1 }, /^timeout is 1; expected numWorkers of at least 1 with it/);
  for (const timeout of [-1, Number.NaN, Number.POSITIVE_INFINITY, 2_147_484, "1", null])
    refuses({ timeout, numWorkers: 1 }, /^timeout is .*; expected seconds from 0 \(no limit\) to 2147483/);
  const workerCollate = { url: "file:///x.mjs", export: "f", data: undefined };
  refuses({ workerCollate, collate: undefined }, /^workerCollate is .*numWorkers of at least 1/);
  expect(loaderOf({ workerCollate, timeout: 0 }).length).toBe(10);
});

test('eotToken beside documents: "separate" is refused, and a wrong one also for one text', () => {
  const tokenizer = { encode: (text: string) => [...text].map(Number) };
  const windows = { tokenizer, maxLength: 1, stride: 1 };
  const refused = (message: RegExp): unknown =>
    expect.objectContaining({ code: "DATASET_INVALID_OPTION", message: expect.stringMatching(message) });
  expect(() => SlidingWindowDataset.fromText(["12", "34"], { ...windows, documents: "separate", eotToken: 9 })).toThrow(
    refused(/^eotToken is 9; expected no eotToken with documents: "separate"/),
  );
  expect(() => SlidingWindowDataset.fromText("12", { ...windows, eotToken: -1 })).toThrow(refused(/^eotToken is -1/));
});
