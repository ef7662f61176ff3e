/** States of loaders and samplers that draw from the default generator: each process has one, here a call of `inProcess`. */
import { defaultGenerator, Generator, withDefaultGenerator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import {
  BatchSampler,
  DataLoader,
  PermutationSampler,
  RandomSampler,
  WeightedRandomSampler,
  type DataLoaderOptions,
  type DataLoaderState,
  type SamplerState,
} from "../../src/index.ts";

type Numbers = readonly number[];

const N = 20;
const dataset = { length: N, get: (index: number): number => index };
const weights = Array.from({ length: N }, (_, i) => (i * 31) % 7);

const inProcess = <T>(seed: number, run: () => T): T => withDefaultGenerator(new Generator(seed), run);
const viaJson = <T>(state: T): T => JSON.parse(JSON.stringify(state)) as T;

function loaderOf(options: DataLoaderOptions<number, Numbers>): DataLoader<number, Numbers> {
  return new DataLoader(dataset, { collate: (samples: Numbers) => [...samples], ...options });
}

const loaders: Record<string, () => DataLoader<number, Numbers>> = {
  "in order": () => loaderOf({ batchSize: 3 }),
  shuffled: () => loaderOf({ batchSize: 3, shuffle: true }),
  "shuffled, the last batch left out": () => loaderOf({ batchSize: 3, shuffle: true, dropLast: true }),
  "random sampler": () => loaderOf({ batchSize: 3, sampler: new RandomSampler(N) }),
  "random sampler with replacement": () =>
    loaderOf({ batchSize: 4, sampler: new RandomSampler(N, { replacement: true, numSamples: 50 }) }),
  "weighted sampler": () => loaderOf({ batchSize: 3, sampler: new WeightedRandomSampler(weights, 25) }),
  "batch sampler": () => loaderOf({ batchSampler: new BatchSampler(new RandomSampler(N), 3, false) }),
};

describe.each(Object.entries(loaders))("a loader %s", (_name, create) => {
  test("goes on in another process, whatever its default generator, at every batch of two epochs", () => {
    const epochs = inProcess(5, () => {
      const whole = create();
      return [[...whole], [...whole], [...whole]];
    });
    for (let epoch = 0; epoch < 2; epoch++) {
      for (let batches = 0; batches <= epochs[0]!.length; batches++) {
        const state = inProcess(5, () => {
          const interrupted = create();
          for (let i = 0; i < epoch; i++) for (const _ of interrupted);
          const pass = interrupted[Symbol.iterator]();
          for (let i = 0; i < batches; i++) pass.next();
          return viaJson(interrupted.stateDict());
        });
        const rest = inProcess(99, () => {
          const resumed = create();
          resumed.loadStateDict(state);
          expect(resumed.stateDict()).toEqual(state);
          return [[...resumed], [...resumed]];
        });
        expect(rest).toEqual([epochs[epoch]!.slice(batches), epochs[epoch + 1]]);
      }
    }
  });

  test("a state taken between epochs is that of the next", () => {
    const [state, next] = inProcess(5, () => {
      const loader = create();
      for (const _ of loader);
      return [viaJson(loader.stateDict()), [...loader]] as const;
    });
    const resumed = inProcess(99, () => {
      const loader = create();
      loader.loadStateDict(state);
      return [...loader];
    });
    expect(resumed).toEqual(next);
  });

  test("loading moves the default generator only when the epoch begins", () => {
    const state = inProcess(5, () => viaJson(create().stateDict()));
    inProcess(99, () => {
      const [one, other] = [create(), create()];
      const expected = inProcess(5, () => [...create()]);
      one.loadStateDict(state);
      other.loadStateDict(state);
      // Neither of the two loaders takes the other's place, as with a training and a validation set.
      expect([...one]).toEqual(expected);
      expect([...other]).toEqual(expected);
    });
  });
});

test.each<[name: string, create: () => RandomSampler | WeightedRandomSampler | PermutationSampler]>([
  ["RandomSampler", () => new RandomSampler(N)],
  ["RandomSampler with replacement", () => new RandomSampler(N, { replacement: true })],
  ["WeightedRandomSampler", () => new WeightedRandomSampler(weights, 9)],
  ["PermutationSampler", () => new PermutationSampler(N)],
])("a %s goes on in another process", (_, create) => {
  for (const position of [0, 1, 5]) {
    const [state, rest, next] = inProcess(5, (): [SamplerState, number[], number[]] => {
      const sampler = create();
      const pass = sampler[Symbol.iterator]();
      for (let i = 0; i < position; i++) pass.next();
      return [viaJson(sampler.stateDict()), [...pass], [...sampler]];
    });
    const resumed = inProcess(99, () => {
      const sampler = create();
      sampler.loadStateDict(state);
      return [[...sampler.from(position)], [...sampler]];
    });
    expect(resumed).toEqual([rest, next]);
  }
});

test("a state of the default generator that is broken is refused, and changes nothing", () => {
  inProcess(5, () => {
    const loader = loaderOf({ batchSize: 3, shuffle: true });
    const state = viaJson(loader.stateDict()) as DataLoaderState & { random: { defaultGenerator: object } };
    const broken = { ...state, random: { defaultGenerator: { ...state.random.defaultGenerator, position: 625 } } };
    expect(() => loader.loadStateDict(broken as never)).toThrow(
      expect.objectContaining({ code: "RANDOM_INVALID_STATE" }),
    );
    expect(loader.stateDict()).toEqual(state);
  });
});

test("what is drawn between the beginning of an epoch and its first batch does not change a resumed order", () => {
  const create = (): DataLoader<number, Numbers> => loaderOf({ batchSize: 3, shuffle: true });
  const [state, rest, next] = inProcess(5, () => {
    const loader = create();
    const pass = loader[Symbol.iterator]();
    defaultGenerator().randn(7);
    pass.next();
    return [viaJson(loader.stateDict()), [...pass], [...loader]] as const;
  });
  const resumed = inProcess(99, () => {
    const loader = create();
    loader.loadStateDict(state);
    const pass = loader[Symbol.iterator]();
    defaultGenerator().randn(7);
    return [[...pass], [...loader]];
  });
  expect(resumed).toEqual([rest, next]);
});

test("between epochs a sampler is asked for its state where the loader's generator stands", () => {
  const sampler = {
    length: N,
    *[Symbol.iterator]() {
      yield* defaultGenerator().randperm(N);
    },
    stateDict: () => ({ kind: "mine", generator: viaJson({ ...defaultGenerator().getState() }) }),
    loadStateDict: () => {},
  };
  const loader = loaderOf({ batchSize: 3, seed: 5, sampler });
  for (let epoch = 0; epoch < 3; epoch++) {
    for (const _ of loader);
    const { random, sampler: state } = viaJson(loader.stateDict());
    expect(random).toEqual({ seed: "5", generator: state!["generator"] });
  }
});
