/** Orders of torch: golden/dataloader.json and distributed.json (2.14.1), fixtures/samplers.json (2.13.0). */
import { readFileSync } from "node:fs";
import { Generator } from "@windrow/random";
import { golden, sha256OfIds } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { DistributedSampler, RandomSampler, randomSplit, WeightedRandomSampler } from "../../src/index.ts";

interface RandomCase {
  n: number;
  num_samples: number | null;
  replacement: boolean;
  seed?: number;
  generator_seed?: number;
  order: number[];
  next_u31?: number;
}
interface DistributedCase {
  n: number;
  replicas: number;
  shuffle: boolean;
  seed: number;
  epoch: number;
  drop_last: boolean;
  num_samples: number;
  /** Whole orders where n is small, else their first indices and sha256. */
  ranks?: number[][];
  ranks_first8?: number[][];
  ranks_sha256_u32le?: string[];
}
interface Passes {
  num_samples: number;
  replacement: boolean;
  seed: number;
  passes: number[][];
  next_u31: number;
}
interface Fixture {
  weights: Record<string, number[]>;
  weighted: (Passes & { weights: string })[];
  random: (Omit<Passes, "num_samples"> & {
    n: number;
    num_samples: number | null;
    generator_passes: number[][];
    left_after: number;
  })[];
}

const loaders = golden<
  { random_sampler: RandomCase[] } & Record<
    "random_split_20_[15,5]_gen7" | "random_split_103_[.8,.1,.1]_gen7",
    number[][]
  >
>("dataloader");
const { cases } = golden<{ cases: DistributedCase[] }>("distributed");
const fixture = JSON.parse(readFileSync(new URL("fixtures/samplers.json", import.meta.url), "utf8")) as Fixture;
const weightsOf = (name: string): number[] =>
  name === "counts" ? Array.from({ length: 1000 }, (_, i) => (i * 7919) % 101) : fixture.weights[name]!;
/** torch.randint(0, 2^31), which shows how much has been drawn. */
const next = (generator: Generator): number => generator.randint(0, 2 ** 31, 1)[0]!;

test("the figures are all there", () => {
  expect([loaders.random_sampler.length, cases.length]).toEqual([10, 390]);
  expect([fixture.weighted.length, fixture.random.length]).toEqual([48, 18]);
});

describe("RandomSampler", () => {
  test.each(loaders.random_sampler)(
    "n $n, numSamples $num_samples, replacement $replacement, seed $seed, generator $generator_seed",
    ({ n, num_samples, replacement, seed, generator_seed, order, next_u31 }) => {
      const generator = generator_seed === undefined ? undefined : new Generator(generator_seed);
      const sampler = new RandomSampler(n, { replacement, numSamples: num_samples ?? undefined, seed, generator });
      expect(sampler.length).toBe(order.length);
      expect([...sampler]).toEqual(order);
      if (generator) expect(next(generator)).toBe(next_u31);
    },
  );

  test.each(fixture.random)(
    "passes of n $n, numSamples $num_samples, replacement $replacement, seed $seed",
    ({ n, num_samples, replacement, seed, passes, generator_passes, left_after, next_u31 }) => {
      const options = { replacement, numSamples: num_samples ?? undefined };
      const seeded = new RandomSampler({ length: n }, { ...options, seed });
      expect(passes.map(() => [...seeded])).toEqual(passes);
      const generator = new Generator(seed);
      const drawing = new RandomSampler({ length: n }, { ...options, generator });
      expect([...drawing]).toEqual(generator_passes[0]);
      for (const index of drawing) {
        expect(index).toBe(left_after);
        break;
      }
      expect([...drawing]).toEqual(generator_passes[1]);
      expect(next(generator)).toBe(next_u31);
    },
  );
});

test.each(fixture.weighted)(
  "WeightedRandomSampler: $weights, numSamples $num_samples, replacement $replacement, seed $seed",
  ({ weights, num_samples, replacement, seed, passes, next_u31 }) => {
    const seeded = new WeightedRandomSampler(weightsOf(weights), num_samples, { replacement, seed });
    expect(passes.map(() => [...seeded])).toEqual(passes);
    const generator = new Generator(seed);
    const drawing = new WeightedRandomSampler(weightsOf(weights), num_samples, { replacement, generator });
    expect(passes.map(() => [...drawing])).toEqual(passes);
    expect(next(generator)).toBe(next_u31);
  },
);

test.each(cases)(
  "DistributedSampler: n $n, $replicas ranks, shuffle $shuffle, seed $seed, epoch $epoch, dropLast $drop_last",
  ({ n, replicas: numReplicas, shuffle, seed, epoch, drop_last: dropLast, num_samples, ...expected }) => {
    const orders = Array.from({ length: numReplicas }, (_, rank) => {
      const sampler = new DistributedSampler(n, { numReplicas, rank, shuffle, seed, dropLast });
      sampler.setEpoch(epoch);
      expect(sampler.length).toBe(num_samples);
      return [...sampler];
    });
    if (expected.ranks) {
      expect(orders).toEqual(expected.ranks);
    } else {
      expect(orders.map((order) => order.slice(0, 8))).toEqual(expected.ranks_first8);
      expect(orders.map(sha256OfIds)).toEqual(expected.ranks_sha256_u32le);
    }
  },
);

test("randomSplit by counts and by fractions", () => {
  const split = (length: number, lengths: number[]): number[][] =>
    randomSplit({ length, get: (index) => index }, lengths, { seed: 7 }).map(({ indices }) => Array.from(indices));
  expect(split(20, [15, 5])).toEqual(loaders["random_split_20_[15,5]_gen7"]);
  expect(split(103, [0.8, 0.1, 0.1])).toEqual(loaders["random_split_103_[.8,.1,.1]_gen7"]);
});
