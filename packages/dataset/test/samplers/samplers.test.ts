/** Orders against slow twins and counts, and wrong options. */
import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import {
  BatchSampler,
  DataLoader,
  DistributedSampler,
  PermutationSampler,
  RandomSampler,
  randomSplit,
  SequentialSampler,
  Subset,
  WeightedRandomSampler,
} from "../../src/index.ts";

const indicesBelow = (length: number) => ({ length, get: (index: number) => index });
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const sorted = (indices: Iterable<number>): number[] => [...indices].toSorted((a, b) => a - b);

describe("SequentialSampler", () => {
  test("counts, for a dataset, an array and a number", () => {
    for (const source of [indicesBelow(4), [9, 9, 9, 9], 4])
      expect([...new SequentialSampler(source)]).toEqual([0, 1, 2, 3]);
    expect([...new SequentialSampler(0)]).toEqual([]);
  });
});

describe("RandomSampler", () => {
  test("every index as often as numSamples holds the dataset, the head of one more order after it", () => {
    for (let n = 1; n <= 12; n++) {
      for (let numSamples = 1; numSamples <= 30; numSamples++) {
        const order = [...new RandomSampler(n, { numSamples, seed: n })];
        expect(order.length).toBe(numSamples);
        for (let start = 0; start < numSamples; start += n) {
          const block = sorted(order.slice(start, start + n));
          if (block.length === n) expect(block).toEqual(upTo(n));
          else expect(new Set(block).size).toBe(block.length);
        }
      }
    }
  });

  test("passes begun at once have orders of their own, numbered by their first indices", () => {
    const inTurn = new RandomSampler(8, { seed: 2 });
    const expected = [[...inTurn], [...inTurn]];
    const atOnce = new RandomSampler(8, { seed: 2 });
    const [first, second] = [atOnce[Symbol.iterator](), atOnce[Symbol.iterator]()];
    const heads = [second.next().value, first.next().value];
    expect([
      [heads[0], ...second],
      [heads[1], ...first],
    ]).toEqual(expected);
  });

  test("without a seed two samplers differ", () => {
    expect([...new RandomSampler(50)]).not.toEqual([...new RandomSampler(50)]);
  });
});

describe("DistributedSampler", () => {
  test("the ranks together: every index, and the head again where they do not divide it", () => {
    for (let n = 0; n <= 12; n++) {
      for (let numReplicas = 1; numReplicas <= 8; numReplicas++) {
        for (const dropLast of [false, true]) {
          const ranks = upTo(numReplicas).map(
            (rank) => new DistributedSampler(n, { numReplicas, rank, dropLast, seed: 1 }),
          );
          const shares = ranks.map((sampler) => [...sampler]);
          expect(new Set(shares.map(({ length }) => length))).toEqual(new Set([ranks[0]!.length]));
          const woven = upTo(ranks[0]!.length).flatMap((i) => shares.map((share) => share[i]!));
          expect(new Set(woven.slice(0, n)).size).toBe(dropLast ? woven.length : n);
          expect(woven.slice(n)).toEqual(woven.slice(0, Math.max(0, woven.length - n)));
        }
      }
    }
  });

  test("a pass keeps the epoch that it began with, and without setEpoch the order stays", () => {
    const sampler = new DistributedSampler(30, { numReplicas: 2, rank: 0 });
    const epochs = [0, 1].map((epoch) => {
      sampler.setEpoch(epoch);
      return [...sampler];
    });
    expect(epochs[0]).not.toEqual(epochs[1]);
    sampler.setEpoch(0);
    const pass = sampler[Symbol.iterator]();
    sampler.setEpoch(1);
    expect([...pass]).toEqual(epochs[0]);
    expect([[...sampler], [...sampler]]).toEqual([epochs[1], epochs[1]]);
  });
});

describe("WeightedRandomSampler", () => {
  const weights = [1, 2, 0, 4, 3];

  test("with replacement: shares are the weights' over 100,000 draws, 0 never", () => {
    const counts = [0, 0, 0, 0, 0];
    for (const index of new WeightedRandomSampler(weights, 100_000, { seed: 8 })) counts[index]!++;
    expect(counts[2]).toBe(0);
    // Standard deviations are below 160.
    for (const [index, weight] of weights.entries())
      expect(Math.abs(counts[index]! - weight * 10_000)).toBeLessThan(800);
  });

  test("without replacement: pairs have the probability of drawing one by one", () => {
    const sampler = new WeightedRandomSampler(weights, 2, { replacement: false, seed: 8 });
    const counts = new Map<string, number>();
    for (let pass = 0; pass < 40_000; pass++) {
      const pair = [...sampler].join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    let possible = 0;
    for (const [a, weightA] of weights.entries()) {
      for (const [b, weightB] of weights.entries()) {
        if (a === b || weightA * weightB === 0) continue;
        possible++;
        const expected = 40_000 * (weightA / 10) * (weightB / (10 - weightA));
        const deviation = Math.sqrt(expected);
        expect(Math.abs((counts.get(`${a},${b}`) ?? 0) - expected)).toBeLessThan(6 * deviation);
      }
    }
    expect(counts.size).toBe(possible);
  });

  test("without replacement: the largest comes first, also behind equal ones", () => {
    // Equal uniforms leave the quotients in the weights' own order.
    const { random64, randn, randperm } = Generator.prototype;
    const generator = { random32: () => 2 ** 31, random64, randn, randperm };
    expect([...new WeightedRandomSampler([1, 1, 2], 2, { replacement: false, generator })]).toEqual([2, 0]);
  });

  test("all weights above 0 can be taken, each once; the weights are copied", () => {
    const own = [...weights];
    const sampler = new WeightedRandomSampler(own, 4, { replacement: false });
    own.fill(0);
    expect(sorted(sampler)).toEqual([0, 1, 3, 4]);
  });
});

describe("BatchSampler", () => {
  test.each([
    [7, 3, false, [[0, 1, 2], [3, 4, 5], [6]]],
    [
      7,
      3,
      true,
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    [
      6,
      3,
      false,
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    [2, 3, true, []],
    [0, 3, false, []],
  ] as const)("%i in batches of %i, dropLast %s", (n, batchSize, dropLast, expected) => {
    const batches = new BatchSampler(new SequentialSampler(n), batchSize, dropLast);
    expect([...batches]).toEqual(expected);
    expect(batches.length).toBe(expected.length);
  });

  test("leaving early leaves the sampler early, so that its generator is drawn from once", () => {
    const [generator, twin] = [new Generator(1), new Generator(1)];
    for (const _ of new BatchSampler(new RandomSampler(4, { generator }), 4, false)) break;
    twin.randperm(4);
    expect(generator.random32()).toBe(twin.random32());
  });
});

describe("in a DataLoader", () => {
  test("the loader's batches are the sampler's indices", () => {
    for (const create of [
      () => new RandomSampler(10, { seed: 4 }),
      () => new PermutationSampler(10, { seed: 4 }),
      () => new DistributedSampler(10, { numReplicas: 3, rank: 2 }),
      () => new WeightedRandomSampler([1, 2, 3], 8, { seed: 4 }),
    ]) {
      const collate = (indices: readonly number[]): readonly number[] => indices;
      const loader = new DataLoader(indicesBelow(10), { sampler: create(), batchSize: 3, collate });
      expect([...loader]).toEqual([...new BatchSampler(create(), 3, false)]);
      expect(loader.length).toBe(Math.ceil(create().length / 3));
    }
  });
});

describe("randomSplit", () => {
  test("the parts hold each sample once, their sizes are torch's rule", () => {
    const sizes = (length: number, lengths: number[]): number[] => {
      const parts = randomSplit(indicesBelow(length), lengths, { seed: 1 });
      const samples = parts.flatMap((part) => upTo(part.length).map((i) => part.get(i)));
      expect(sorted(samples)).toEqual(upTo(length));
      return parts.map((part) => part.length);
    };
    expect(sizes(10, [3, 7])).toEqual([3, 7]);
    expect(sizes(10, [10, 0])).toEqual([10, 0]);
    expect(sizes(10, [0.3, 0.3, 0.4])).toEqual([3, 3, 4]);
    expect(sizes(11, [0.5, 0.5])).toEqual([6, 5]);
    expect(sizes(7, [0.34, 0.33, 0.33])).toEqual([3, 2, 2]);
    expect(sizes(3, [0.9, 0.1])).toEqual([3, 0]);
    // 0.57 * 100 is just below 57, so a sample remains for the first part.
    expect(sizes(100, [0.43, 0.57])).toEqual([44, 56]);
    expect(sizes(1, [1])).toEqual([1]);
    expect(sizes(0, [])).toEqual([]);
    expect(
      sizes(
        100,
        upTo(10).map(() => 0.1),
      ),
    ).toEqual(upTo(10).map(() => 10));
  });

  test("a generator is drawn from, and decides", () => {
    const [generator, twin] = [new Generator(7), new Generator(7)];
    const [first, second] = randomSplit(indicesBelow(9), [5, 4], { generator });
    expect([...Array.from(first!.indices), ...Array.from(second!.indices)]).toEqual([...twin.randperm(9)]);
    expect(generator.random32()).toBe(twin.random32());
  });
});

describe("Subset", () => {
  const letters = { length: 4, get: (index: number) => "abcd"[index]! };

  test("samples by index, out of range refused", () => {
    const subset = new Subset(letters, [3, 0]);
    expect([subset.length, subset.get(0), subset.get(1)]).toEqual([2, "d", "a"]);
    for (const index of [2, -1, 0.5]) {
      expect(() => subset.get(index)).toThrow(
        expect.objectContaining({ code: "DATASET_INDEX_OUT_OF_RANGE", fields: { index, length: 2 } }),
      );
    }
  });

  test("has a fingerprint where the dataset has one: of the dataset, the indices and their order", () => {
    expect(new Subset(letters, [0]).fingerprint).toBe(undefined);
    const of = (fingerprint: string, indices: number[]): string | undefined =>
      new Subset({ ...letters, fingerprint }, indices).fingerprint;
    expect(of("x", [0, 1])).toBe(of("x", [0, 1]));
    expect(new Set([of("x", [0, 1]), of("x", [1, 0]), of("x", [0]), of("y", [0, 1])]).size).toBe(4);
  });
});
