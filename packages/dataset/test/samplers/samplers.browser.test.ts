/** The samplers in a browser, as a user imports them: torch's figures, and this package's own order. */
import {
  DistributedSampler,
  PermutationSampler,
  RandomSampler,
  randomSplit,
  WeightedRandomSampler,
} from "@windrow/dataset";
import { Generator } from "@windrow/random";
import { golden } from "@windrow/testing/browser";
import { expect, test } from "vitest";
import fixture from "./fixtures/samplers.json" with { type: "json" };

interface RandomCase {
  n: number;
  num_samples: number | null;
  replacement: boolean;
  seed?: number;
  generator_seed?: number;
  order: number[];
}
interface DistributedCase {
  n: number;
  replicas: number;
  shuffle: boolean;
  seed: number;
  epoch: number;
  drop_last: boolean;
  ranks?: number[][];
}

const loaders = await golden<{ random_sampler: RandomCase[]; "random_split_20_[15,5]_gen7": number[][] }>("dataloader");
const { cases } = await golden<{ cases: DistributedCase[] }>("distributed");

test("RandomSampler", () => {
  expect(loaders.random_sampler.length).toBe(10);
  for (const { n, num_samples, replacement, seed, generator_seed, order } of loaders.random_sampler) {
    const generator = generator_seed === undefined ? undefined : new Generator(generator_seed);
    expect([...new RandomSampler(n, { replacement, numSamples: num_samples ?? undefined, seed, generator })]).toEqual(
      order,
    );
  }
});

test("DistributedSampler", () => {
  const whole = cases.filter(({ ranks }) => ranks !== undefined);
  expect(whole.length).toBe(350);
  for (const { n, replicas: numReplicas, shuffle, seed, epoch, drop_last: dropLast, ranks } of whole) {
    const shares = ranks!.map((_, rank) => {
      const sampler = new DistributedSampler(n, { numReplicas, rank, shuffle, seed, dropLast });
      sampler.setEpoch(epoch);
      return [...sampler];
    });
    expect(shares).toEqual(ranks);
  }
});

test("WeightedRandomSampler", () => {
  const own = fixture.weighted.filter(({ weights }) => weights === "few");
  expect(own.length).toBe(16);
  for (const { num_samples, replacement, seed, passes } of own) {
    const sampler = new WeightedRandomSampler(fixture.weights.few, num_samples, { replacement, seed });
    expect(passes.map(() => [...sampler])).toEqual(passes);
  }
});

test("randomSplit, and a permutation", () => {
  const parts = randomSplit({ length: 20, get: (index) => index }, [15, 5], { seed: 7 });
  expect(parts.map(({ indices }) => Array.from(indices))).toEqual(loaders["random_split_20_[15,5]_gen7"]);
  expect([...new PermutationSampler(10, { seed: 1 })]).toEqual([8, 2, 7, 9, 4, 0, 1, 5, 3, 6]);
});
