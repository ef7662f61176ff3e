import { defaultGenerator, Generator, manualSeed } from "@windrow/random";
import { describe, expect, test } from "vitest";
import {
  DataLoader,
  RandomSampler,
  SlidingWindowDataset,
  WeightedRandomSampler,
  type DataLoaderOptions,
  type DataLoaderState,
} from "../../src/index.ts";

type Options = DataLoaderOptions<number, readonly number[]>;

const asIs = <T>(samples: readonly T[]): readonly T[] => samples;
const upTo = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

/** Indices as samples; `asked` has every one that was made. */
function indicesBelow(length: number) {
  const asked: number[] = [];
  return { length, asked, get: (index: number): number => (asked.push(index), index) };
}

function loaderOf(dataset: { length: number; get(index: number): number }, options: Options) {
  return new DataLoader(dataset, { collate: asIs, ...options });
}

/** As it comes out of a file. */
function viaJson(state: DataLoaderState): DataLoaderState {
  return JSON.parse(JSON.stringify(state)) as DataLoaderState;
}

/** Options made again for each loader, as a restarted program makes them. */
const cases: Record<string, () => Options> = {
  sequential: () => ({ batchSize: 3 }),
  "shuffled with a seed": () => ({ batchSize: 3, shuffle: true, seed: 7 }),
  "shuffled with a seed of 64 bits": () => ({ batchSize: 2, shuffle: true, seed: 2n ** 63n + 5n, dropLast: true }),
  "shuffled with a generator": () => ({ batchSize: 3, shuffle: true, generator: new Generator(5) }),
  "a generator, not shuffled": () => ({ batchSize: 3, generator: new Generator(5) }),
  "a seed that the sampler draws from": () => ({ batchSize: 3, seed: 5, sampler: new RandomSampler(20) }),
  "a seed, weighted": () => ({ batchSize: 3, seed: 5, sampler: new WeightedRandomSampler([1, 2, 3, 4], 20) }),
  "a sampler without a state": () => ({ batchSize: 3, sampler: [5, 1, 1, 19, 0, 2, 7, 7] }),
  "a batch sampler": () => ({ batchSampler: [[5], [1, 1, 19], [], [0]] }),
};

describe.each(Object.entries(cases))("%s", (_name, options) => {
  test("resumed at every batch of three epochs, the rest is that of the uninterrupted run", () => {
    const whole = loaderOf(indicesBelow(20), options());
    const epochs = [0, 1, 2].map(() => [...whole]);
    for (let epoch = 0; epoch < 2; epoch++) {
      for (let batches = 0; batches <= whole.length; batches++) {
        const interrupted = loaderOf(indicesBelow(20), options());
        for (let i = 0; i < epoch; i++) for (const _ of interrupted);
        const pass = interrupted[Symbol.iterator]();
        for (let i = 0; i < batches; i++) pass.next();
        const dataset = indicesBelow(20);
        const resumed = loaderOf(dataset, options());
        resumed.loadStateDict(viaJson(interrupted.stateDict()));
        expect([...resumed]).toEqual(epochs[epoch]!.slice(batches));
        // What was handed out before is not made again.
        expect(dataset.asked).toEqual(epochs[epoch]!.slice(batches).flat());
        expect([...resumed]).toEqual(epochs[epoch + 1]);
      }
    }
  });

  test("a state taken after an epoch goes on with the next", () => {
    const whole = loaderOf(indicesBelow(20), options());
    const epochs = [0, 1, 2].map(() => [...whole]);
    const first = loaderOf(indicesBelow(20), options());
    for (const _ of first);
    const second = loaderOf(indicesBelow(20), options());
    second.loadStateDict(viaJson(first.stateDict()));
    expect(second.stateDict()).toEqual(first.stateDict());
    expect([...second]).toEqual(epochs[1]);
    expect([...second]).toEqual(epochs[2]);
  });

  test("an epoch that was left early can be gone on with, after another resumption too", () => {
    const whole = [...loaderOf(indicesBelow(20), options())];
    const left = loaderOf(indicesBelow(20), options());
    for (const _ of left) break;
    const again = loaderOf(indicesBelow(20), options());
    again.loadStateDict(viaJson(left.stateDict()));
    expect(again.stateDict()).toEqual(left.stateDict());
    const handedOut = [];
    for (const batch of again) {
      handedOut.push(batch);
      break;
    }
    const last = loaderOf(indicesBelow(20), options());
    last.loadStateDict(viaJson(again.stateDict()));
    expect([whole[0], ...handedOut, ...last]).toEqual(whole);
  });

  test("the state is small", () => {
    const loader = loaderOf(indicesBelow(20), options());
    for (const _ of loader) break;
    const { seed, sampler } = options();
    const most = seed !== undefined && sampler !== undefined ? 15_000 : 10_000;
    expect(JSON.stringify(loader.stateDict()).length).toBeLessThan(most);
  });
});

test("every batch of an epoch of 1,000, with windows", () => {
  const dataset = new SlidingWindowDataset(upTo(4003), { maxLength: 3, stride: 1 });
  const options = { batchSize: 4, shuffle: true, seed: 123 };
  const whole = [...new DataLoader(dataset, options)];
  expect(whole.length).toBe(1000);
  const states: DataLoaderState[] = [];
  const loader = new DataLoader(dataset, options);
  for (const _ of loader) states.push(loader.stateDict());
  for (const [i, state] of states.entries()) {
    const resumed = new DataLoader(dataset, options);
    resumed.loadStateDict(viaJson(state));
    const pass = resumed[Symbol.iterator]();
    // The next two batches and, now and then, all the rest.
    if (i % 100 === 99) expect([...pass]).toEqual(whole.slice(i + 1));
    else expect([pass.next().value, pass.next().value]).toEqual([whole[i + 1], whole[i + 2]]);
  }
});

test("for await is gone on with as for is", async () => {
  const options = { batchSize: 3, shuffle: true, seed: 1 };
  const whole = [...loaderOf(indicesBelow(20), options)];
  const left = loaderOf(indicesBelow(20), options);
  for await (const batch of left) if (batch === whole[1] || left.stateDict().batch === 2) break;
  const resumed = loaderOf(indicesBelow(20), options);
  resumed.loadStateDict(viaJson(left.stateDict()));
  const rest = [];
  for await (const batch of resumed) rest.push(batch);
  expect(rest).toEqual(whole.slice(2));
});

test("without a seed the state keeps the default generator's, which the resumed epoch sets", () => {
  const left = loaderOf(indicesBelow(50), { shuffle: true, batchSize: 10 });
  const whole: (readonly number[])[] = [];
  let state: DataLoaderState | undefined;
  for (const batch of left) {
    whole.push(batch);
    if (whole.length === 2) state = viaJson(left.stateDict());
  }
  const resumed = loaderOf(indicesBelow(50), { shuffle: true, batchSize: 10 });
  const next = [...left];
  manualSeed(5);
  resumed.loadStateDict(state!);
  expect(defaultGenerator().getState()).toEqual(new Generator(5).getState());
  expect([...resumed]).toEqual(whole.slice(2));
  expect([...resumed]).toEqual(next);
});

describe("a state that does not fit", () => {
  const tokens = upTo(40);
  const dataset = new SlidingWindowDataset(tokens, { maxLength: 4, stride: 2 });
  const options = { batchSize: 2, shuffle: true, seed: 9 };
  const stateOf = (data: SlidingWindowDataset, more: DataLoaderOptions): DataLoaderState => {
    const loader = new DataLoader(data, more);
    for (const _ of loader) break;
    return viaJson(loader.stateDict());
  };
  const refuses = (state: unknown, field: string, more: DataLoaderOptions = options): void => {
    const loader = new DataLoader(dataset, more);
    const before = loader.stateDict();
    expect(() => loader.loadStateDict(state as DataLoaderState)).toThrow(
      expect.objectContaining({
        code: "DATASET_STATE_MISMATCH",
        message: expect.stringMatching(`^state\\.${field} is .*; expected `),
        fields: expect.objectContaining({ field }),
      }),
    );
    expect(loader.stateDict()).toEqual(before);
  };

  test("of another dataset, seed, batch size or order", () => {
    const other = (data: Int32Array, more = {}) => new SlidingWindowDataset(data, { maxLength: 4, stride: 2, ...more });
    refuses(stateOf(other(tokens.toReversed()), options), "dataset.fingerprint");
    refuses(stateOf(other(tokens.subarray(2)), options), "dataset.length");
    refuses(stateOf(other(tokens, { maxLength: 3 }), options), "dataset.length");
    refuses(stateOf(dataset, { ...options, seed: 10 }), "random.seed");
    refuses(stateOf(dataset, { ...options, batchSize: 3 }), "batchSize");
    refuses(stateOf(dataset, { ...options, dropLast: true }), "dropLast");
    refuses(stateOf(dataset, { ...options, shuffle: false }), "order");
    refuses(stateOf(dataset, { batchSize: 2, sampler: [0, 1] }), "order");
    const generator = { batchSize: 2, shuffle: true, generator: new Generator(9) };
    refuses(stateOf(dataset, generator), "random");
    refuses(stateOf(dataset, options), "random", generator);
  });

  test("of another version, or none at all", () => {
    const state = stateOf(dataset, options);
    for (const wrong of [undefined, null, 5, "{}", {}, { ...state, version: 2 }]) refuses(wrong, "version");
    for (const batch of [-1, 1.5, 1000, "2", undefined]) refuses({ ...state, batch }, "batch");
    refuses({ ...state, dataset: undefined }, "dataset.length");
    refuses({ ...state, random: null }, "random");
    refuses({ ...state, random: { seed: "9", words: -1 } }, "random.words");
    refuses({ ...state, random: { seed: "9", words: 1e15 } }, "random.words");
    refuses({ ...state, random: { seed: "x", words: 0 } }, "random.seed");
    refuses(state, "random", { batchSize: 2, shuffle: true });
    refuses(stateOf(dataset, { batchSize: 2, shuffle: true }), "random");
    for (const baseSeed of [-1, 5, "x", "18446744073709551616", undefined]) refuses({ ...state, baseSeed }, "baseSeed");
    refuses({ ...state, isSamplerEnded: 1 }, "isSamplerEnded");
    refuses({ ...state, sampler: { kind: "mine" } }, "sampler");
  });

  test("a wrong state of a generator changes nothing", () => {
    const generator = new Generator(9);
    const loader = new DataLoader(dataset, { batchSize: 2, shuffle: true, generator });
    const state = viaJson(loader.stateDict());
    const before = generator.getState();
    const wrong = { ...state, random: { generator: { ...before, position: 700 } } };
    expect(() => loader.loadStateDict(wrong)).toThrow(expect.objectContaining({ code: "RANDOM_INVALID_STATE" }));
    expect(generator.getState()).toEqual(before);
  });

  test("is too late once the loader is iterated", () => {
    const loader = new DataLoader(dataset, options);
    const state = loader.stateDict();
    for (const _ of loader) break;
    expect(() => loader.loadStateDict(state)).toThrow(
      expect.objectContaining({ code: "DATASET_STATE_TOO_LATE", message: expect.stringContaining("fresh loader") }),
    );
  });

  test("a generator without a state has none", () => {
    const inner = new Generator(1);
    const generator = {
      random32: () => inner.random32(),
      random64: () => inner.random64(),
      randn: (n: number) => inner.randn(n),
      randperm: (n: number) => inner.randperm(n),
    };
    const loader = new DataLoader(dataset, { shuffle: true, generator });
    expect([...loader].length).toBe(18);
    expect(() => loader.stateDict()).toThrow(expect.objectContaining({ code: "DATASET_NO_STATE" }));
  });
});
