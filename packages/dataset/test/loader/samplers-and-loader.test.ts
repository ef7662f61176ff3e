/** The loader with the package's samplers: their orders, and going on within them. */
import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import {
  BatchSampler,
  DataLoader,
  DistributedSampler,
  PermutationSampler,
  RandomSampler,
  SequentialSampler,
  WeightedRandomSampler,
  type DataLoaderOptions,
  type DataLoaderState,
} from "../../src/index.ts";

type Options = DataLoaderOptions<number, readonly number[]>;

const N = 23;
const weights = Array.from({ length: N }, (_, i) => i + 1);
const shared = (): Options => {
  const generator = new Generator(4);
  return { batchSize: 4, sampler: new RandomSampler(N, { generator }), generator };
};

const cases: Record<string, () => Options> = {
  SequentialSampler: () => ({ batchSize: 4, sampler: new SequentialSampler(N) }),
  "RandomSampler with a seed": () => ({ batchSize: 4, sampler: new RandomSampler(N, { seed: 4 }) }),
  "RandomSampler with replacement": () => ({
    batchSize: 4,
    sampler: new RandomSampler(N, { replacement: true, numSamples: 70, generator: new Generator(4) }),
  }),
  "RandomSampler with the loader's generator": shared,
  DistributedSampler: () => ({
    batchSize: 2,
    sampler: new DistributedSampler(N, { numReplicas: 3, rank: 1, seed: 4 }),
  }),
  WeightedRandomSampler: () => ({ batchSize: 4, sampler: new WeightedRandomSampler(weights, 30, { seed: 4 }) }),
  PermutationSampler: () => ({ batchSize: 4, dropLast: true, sampler: new PermutationSampler(N, { seed: 4 }) }),
  BatchSampler: () => ({ batchSampler: new BatchSampler(new RandomSampler(N, { seed: 4 }), 4, false) }),
};

function loaderOf(options: Options) {
  return new DataLoader(
    { length: N, get: (index: number) => index },
    { collate: (samples: readonly number[]) => samples, ...options },
  );
}

const viaJson = (state: DataLoaderState): DataLoaderState => JSON.parse(JSON.stringify(state)) as DataLoaderState;

describe.each(Object.entries(cases))("%s", (_name, options) => {
  test("batches are the sampler's indices in groups", () => {
    const { sampler, batchSampler, batchSize = 0, dropLast = false } = options();
    const expected = batchSampler ? [...batchSampler] : [...new BatchSampler(sampler!, batchSize, dropLast)];
    // A generator that the loader draws from as well gives the sampler another order.
    const batches = [...loaderOf({ ...options(), generator: undefined })];
    expect(batches).toEqual(expected);
    expect(loaderOf(options()).length).toBe(expected.length);
  });

  test("resumed at every batch of the first and the second epoch, and after each", () => {
    const whole = loaderOf(options());
    const epochs = [0, 1, 2, 3].map(() => [...whole]);
    for (let epoch = 0; epoch < 2; epoch++) {
      for (let batches = 0; batches <= whole.length + 1; batches++) {
        const interrupted = loaderOf(options());
        for (let i = 0; i < epoch; i++) for (const _ of interrupted);
        const pass = interrupted[Symbol.iterator]();
        for (let i = 0; i < batches; i++) pass.next();
        const resumed = loaderOf(options());
        resumed.loadStateDict(viaJson(interrupted.stateDict()));
        // A state that is taken of a loaded loader is that state again.
        expect(viaJson(resumed.stateDict())).toEqual(viaJson(interrupted.stateDict()));
        // Asked for one batch more than there is, the epoch is over.
        const rest = batches > whole.length ? epochs[epoch + 1]! : epochs[epoch]!.slice(batches);
        expect([...resumed]).toEqual(rest);
        expect([...resumed]).toEqual(epochs[batches > whole.length ? epoch + 2 : epoch + 1]);
      }
    }
  });

  test("the state is small, and JSON keeps it", () => {
    const loader = loaderOf(options());
    for (const _ of loader) break;
    const state = loader.stateDict();
    expect(viaJson(state)).toEqual(state);
    expect(JSON.stringify(state).length).toBeLessThan(15_000);
  });
});

test("a state that rank 0 saved serves every rank", () => {
  const optionsOf = (rank: number): Options => ({
    batchSize: 2,
    sampler: new DistributedSampler(N, { numReplicas: 3, rank, seed: 4 }),
  });
  const saved = loaderOf(optionsOf(0));
  for (const _ of saved) if (saved.stateDict().batch === 2) break;
  const state = viaJson(saved.stateDict());
  for (const rank of [0, 1, 2]) {
    const resumed = loaderOf(optionsOf(rank));
    resumed.loadStateDict(state);
    expect([...resumed]).toEqual([...loaderOf(optionsOf(rank))].slice(2));
  }
  const fewer = loaderOf({ batchSize: 2, sampler: new DistributedSampler(N, { numReplicas: 2, rank: 0, seed: 4 }) });
  expect(() => fewer.loadStateDict(state)).toThrow(
    expect.objectContaining({
      code: "DATASET_STATE_MISMATCH",
      fields: expect.objectContaining({ field: "numReplicas" }),
    }),
  );
});

test("an epoch over 10^11 windows begins and is gone on with at once, in constant memory", () => {
  const dataset = { length: 1e11, get: (index: number) => index };
  const options = () => ({
    batchSize: 8,
    collate: (samples: readonly number[]) => samples,
    sampler: new PermutationSampler(1e11, { seed: 1 }),
  });
  const loader = new DataLoader(dataset, options());
  expect(loader.length).toBe(1.25e10);
  const pass = loader[Symbol.iterator]();
  const batches = [pass.next().value!, pass.next().value!, pass.next().value!];
  expect(new Set(batches.flat()).size).toBe(24);
  const state = { ...viaJson(loader.stateDict()), batch: 12_345_678_901 };
  const resumed = new DataLoader(dataset, options());
  resumed.loadStateDict(state);
  const [next] = resumed[Symbol.iterator]().next().value!;
  expect(next).toBe(new PermutationSampler(1e11, { seed: 1 }).from(8 * 12_345_678_901).next().value);
});
