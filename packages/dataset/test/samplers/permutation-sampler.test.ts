/**
 * The order is this package's own, so the oracles are counts: every index once, and chi-square over
 * orders, places, pairs and neighbours. Seeds are fixed; a bound lies six standard deviations of the
 * statistic from what an even distribution gives.
 */
import { describe, expect, test } from "vitest";
import { PermutationSampler } from "../../src/index.ts";

const HUGE = 2 ** 53 - 1;
const order = (length: number, seed: number, epoch = 0): number[] => {
  const sampler = new PermutationSampler(length, { seed });
  sampler.setEpoch(epoch);
  return [...sampler];
};
const take = (indices: Iterable<number>, count: number): number[] => {
  const taken: number[] = [];
  for (const index of indices) if (taken.push(index) === count) break;
  return taken;
};

const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** How many standard deviations the counts' chi-square lies from its mean. */
function deviation(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return Math.abs(chiSquare - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
}

describe("every index once", () => {
  test("for all lengths up to 300, each with two keys", () => {
    for (let length = 1; length <= 300; length++) {
      for (const epoch of [0, 1]) {
        const sorted = order(length, 5, epoch).toSorted((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length }, (_, i) => i));
      }
    }
  });

  test.each([1023, 1024, 1025, 4095, 4097, 65_537, 99_999, 100_000])("for %i", (length) => {
    const seen = new Uint8Array(length);
    for (const index of new PermutationSampler(length, { seed: 9 })) seen[index]!++;
    expect(seen.every((count) => count === 1)).toBe(true);
  });

  test.each([2 ** 32 + 1, 1e11, 2 ** 52, HUGE])("no index twice, none out of range, at both ends of %i", (length) => {
    const sampler = new PermutationSampler(length, { seed: 4 });
    sampler.setEpoch(3);
    const head = take(sampler, 20_000);
    sampler.setEpoch(3);
    const tail = [...sampler.from(length - 20_000)];
    const all = [...head, ...tail];
    expect(all.length).toBe(40_000);
    expect(new Set(all).size).toBe(40_000);
    expect(all.every((index) => Number.isSafeInteger(index) && index >= 0 && index < length)).toBe(true);
  });
});

describe("uniform", () => {
  test.each([2, 3, 4, 5, 6])("all orders of %i are equally likely", (length) => {
    const orders = [1, 1, 2, 6, 24, 120, 720][length]!;
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < 40 * Math.max(orders, 50); epoch++) {
      const key = order(length, 1, epoch).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(orders);
    expect(deviation([...counts.values()])).toBeLessThan(6);
  });

  test.each([10, 16, 50, 256, 300])("places, pairs and steps of %i", (length) => {
    const places = zeros(length * length);
    const pairs = zeros(length * length);
    const steps = zeros(length);
    for (let epoch = 0; epoch < 400_000 / length; epoch++) {
      const indices = order(length, 7, epoch);
      for (const [place, index] of indices.entries()) {
        places[place * length + index]!++;
        const before = indices[place - 1];
        if (before === undefined) continue;
        pairs[before * length + index]!++;
        steps[(index - before + length) % length]!++;
      }
    }
    expect(deviation(places)).toBeLessThan(6);
    expect(deviation(pairs.filter((_, i) => i % (length + 1) !== 0))).toBeLessThan(6);
    expect(deviation(steps.slice(1))).toBeLessThan(6);
  });

  test.each([1e6, 1e11, HUGE])("neighbours of %i have nothing to do with each other", (length) => {
    const cells = 50;
    const counts = zeros(cells * cells);
    const indices = take(new PermutationSampler(length, { seed: 11 }), 200_000);
    let covariance = 0;
    for (let i = 1; i < indices.length; i++) {
      const [before, index] = [indices[i - 1]! / length, indices[i]! / length];
      counts[Math.floor(before * cells) * cells + Math.floor(index * cells)]!++;
      covariance += (before - 0.5) * (index - 0.5);
    }
    expect(deviation(counts)).toBeLessThan(6);
    expect(Math.abs(covariance * 12) / Math.sqrt(indices.length)).toBeLessThan(6);
  });
});

describe("keys", () => {
  test("other seeds and epochs give other orders, all bits of both count", () => {
    const heads = [0n, 1n, 2n, 1n << 32n, 1n << 63n, 2n ** 64n - 1n].flatMap((seed) =>
      [0, 1, 2 ** 31, 2 ** 32, HUGE].map((epoch) => {
        const sampler = new PermutationSampler(1e11, { seed });
        sampler.setEpoch(epoch);
        return take(sampler, 4).join();
      }),
    );
    expect(new Set(heads).size).toBe(30);
  });

  test("two epochs agree in about one place, as two random orders do", () => {
    let agreements = 0;
    for (let epoch = 0; epoch < 400; epoch++) {
      const [a, b] = [order(1000, 2, epoch), order(1000, 2, epoch + 1)];
      agreements += a.filter((index, place) => index === b[place]).length;
    }
    // The mean is 400, its standard deviation 20.
    expect(Math.abs(agreements - 400)).toBeLessThan(120);
  });

  test("the order is kept from version to version", () => {
    expect(order(10, 1)).toEqual([8, 2, 7, 9, 4, 0, 1, 5, 3, 6]);
    expect(take(new PermutationSampler(1e11, { seed: 1 }), 3)).toEqual([92181607321, 24016164978, 36248378236]);
  });

  test("each pass is the next epoch, and setEpoch goes back", () => {
    const sampler = new PermutationSampler(50, { seed: 3 });
    const passes = [[...sampler], [...sampler]];
    expect(passes).toEqual([order(50, 3, 0), order(50, 3, 1)]);
    expect(sampler.epoch).toBe(2);
    sampler.setEpoch(0);
    expect([...sampler]).toEqual(passes[0]);
  });

  test("without a seed two samplers differ", () => {
    expect([...new PermutationSampler(50)]).not.toEqual([...new PermutationSampler(50)]);
  });
});
