/** Fuzz target: states of loaders over each sampler. What is taken has to give batches of indices that there are. */
import { Generator } from "@windrow/random";
import { fuzzTarget, type FuzzTarget, mustHold, mutateJson, shownText } from "@windrow/testing/fuzz";
import {
  DataLoader,
  type DataLoaderState,
  DistributedSampler,
  PermutationSampler,
  RandomSampler,
  SequentialSampler,
  WeightedRandomSampler,
} from "../../src/index.ts";

const LENGTH = 23;
const dataset = { length: LENGTH, fingerprint: "f", get: (index: number): number => index };
const common = { batchSize: 4, collate: (samples: readonly number[]): readonly number[] => [...samples] };

/** Created again for each state. */
const LOADERS: Readonly<Record<string, () => DataLoader<number, readonly number[]>>> = {
  "in order": () => new DataLoader(dataset, common),
  shuffled: () => new DataLoader(dataset, { ...common, shuffle: true, seed: 1 }),
  "by a generator": () => new DataLoader(dataset, { ...common, shuffle: true, generator: new Generator(1) }),
  "by the default generator": () => new DataLoader(dataset, { ...common, shuffle: true }),
  "seed and sampler": () => new DataLoader(dataset, { ...common, seed: 1, sampler: new RandomSampler(dataset) }),
  "default generator and sampler": () => new DataLoader(dataset, { ...common, sampler: new RandomSampler(dataset) }),
  sequential: () => new DataLoader(dataset, { ...common, sampler: new SequentialSampler(dataset) }),
  random: () => new DataLoader(dataset, { ...common, sampler: new RandomSampler(dataset, { seed: 1 }) }),
  permutation: () => new DataLoader(dataset, { ...common, sampler: new PermutationSampler(dataset, { seed: 1 }) }),
  distributed: () =>
    new DataLoader(dataset, { ...common, sampler: new DistributedSampler(dataset, { numReplicas: 2, rank: 1 }) }),
  weighted: () =>
    new DataLoader(dataset, {
      ...common,
      sampler: new WeightedRandomSampler(
        Array.from({ length: LENGTH }, () => 1),
        LENGTH,
        { seed: 1 },
      ),
    }),
};

interface Saved {
  readonly loader: string;
  readonly json: string;
}

function savedAfter(loader: string, batches: number): Saved {
  const one = LOADERS[loader]!();
  const pass = one[Symbol.iterator]();
  for (let i = 0; i < batches; i++) pass.next();
  return { loader, json: JSON.stringify(one.stateDict()) };
}

export const loaderStates: FuzzTarget = fuzzTarget<Saved>({
  name: "DataLoader.loadStateDict",
  codes: ["DATASET_", "RANDOM_"],
  seeds: () => Object.keys(LOADERS).flatMap((loader) => [1, 2].map((batches) => savedAfter(loader, batches))),
  mutate: ({ loader, json }, draw) => ({ loader, json: mutateJson(json, draw) }),
  attempt({ loader, json }) {
    let state: DataLoaderState;
    try {
      state = JSON.parse(json) as DataLoaderState;
    } catch {
      return;
    }
    // The contract allows a state to skip up to 2^31 draws, which takes seconds.
    const { words } = Object(state?.random) as { words?: unknown };
    if (typeof words === "number" && words > 1e6 && words <= 2 ** 31) return;
    const one = LOADERS[loader]!();
    one.loadStateDict(state);
    const batches = [...one];
    mustHold(batches.length <= one.length, `at most ${one.length} batches: ${batches.length}`);
    mustHold(
      batches.flat().every((index) => Number.isInteger(index) && index >= 0 && index < LENGTH),
      `indices below ${LENGTH}: ${batches.join()}`,
    );
  },
  show: ({ loader, json }) => `${loader}: ${shownText(json)}`,
});
