/** A state taken at any place of a pass, loaded into a fresh sampler, goes on with the tail of the pass. */
import type { RandomSource } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import {
  BatchSampler,
  DistributedSampler,
  PermutationSampler,
  RandomSampler,
  SequentialSampler,
  WeightedRandomSampler,
  type SamplerState,
} from "../../src/index.ts";

/** What the samplers have in common; BatchSampler gives arrays. */
interface Resumable extends Iterable<number | number[]> {
  readonly length: number;
  from(position: number): Iterable<number | number[]>;
  stateDict(): SamplerState;
  loadStateDict(state: SamplerState): void;
}

const weights = Array.from({ length: 70 }, (_, i) => (i * 31) % 7);
const shares = { numReplicas: 3, rank: 1 };
const shared = (): Generator => new Generator(5);

/** Two samplers of the same options each: one that gives the state, one that takes it. */
const samplers: Record<string, () => Resumable> = {
  sequential: () => new SequentialSampler(7),
  "random, seed": () => new RandomSampler(20, { seed: 3 }),
  "random, generator": () => new RandomSampler(20, { generator: shared() }),
  "random, longer than the dataset": () => new RandomSampler(6, { seed: 3, numSamples: 20 }),
  "random, longer, generator": () => new RandomSampler(6, { generator: shared(), numSamples: 20 }),
  "random, replacement": () => new RandomSampler(20, { seed: 3, replacement: true, numSamples: 70 }),
  "random, replacement, generator": () => new RandomSampler(20, { generator: shared(), replacement: true }),
  "random, wide": () => new RandomSampler(2 ** 40, { seed: 3, replacement: true, numSamples: 40 }),
  weighted: () => new WeightedRandomSampler(weights, 30, { seed: 3 }),
  "weighted, generator": () => new WeightedRandomSampler(weights, 30, { generator: shared() }),
  "weighted, no replacement": () => new WeightedRandomSampler(weights, 30, { seed: 3, replacement: false }),
  distributed: () => new DistributedSampler(20, { ...shares, seed: 3 }),
  "distributed, in order": () => new DistributedSampler(20, { ...shares, shuffle: false, dropLast: true }),
  permutation: () => new PermutationSampler(20, { seed: 3 }),
  "batch of random": () => new BatchSampler(new RandomSampler(20, { seed: 3 }), 3, false),
  "batch of permutation, dropLast": () => new BatchSampler(new PermutationSampler(20, { seed: 3 }), 3, true),
};

const throughJson = (state: SamplerState): SamplerState => JSON.parse(JSON.stringify(state)) as SamplerState;

describe.each(Object.entries(samplers))("%s", (_, create) => {
  test("every place of the second pass, and the passes after it", () => {
    const whole = create();
    const passes = [[...whole], [...whole], [...whole]];
    expect(passes[1]!.length).toBe(whole.length);
    for (let position = 0; position <= whole.length; position++) {
      const stopped = create();
      expect([...stopped]).toEqual(passes[0]);
      const pass = stopped[Symbol.iterator]();
      for (let i = 0; i < position; i++) pass.next();
      const state = throughJson(stopped.stateDict());
      expect(JSON.stringify(state).length).toBeLessThan(9000);
      const resumed = create();
      resumed.loadStateDict(state);
      expect(resumed.stateDict()).toEqual(state);
      expect([...resumed.from(position)], `from ${position}`).toEqual(passes[1]!.slice(position));
      expect([...resumed], `the pass after ${position}`).toEqual(passes[2]);
    }
  });

  test("a state from before any pass is that of the first; a sampler that has gone on goes back", () => {
    const [fresh, used] = [create(), create()];
    const state = throughJson(fresh.stateDict());
    const passes = [[...fresh], [...fresh]];
    expect([...used]).toEqual(passes[0]);
    used.loadStateDict(state);
    expect([[...used], [...used]]).toEqual(passes);
  });

  test("from gives the tail of a first pass, and its end nothing", () => {
    const expected = [...create()];
    expect([...create().from(2)]).toEqual(expected.slice(2));
    expect([...create().from(expected.length)]).toEqual([]);
    for (const position of [-1, expected.length + 1, 0.5, Number.NaN]) {
      const refused = expect.objectContaining({
        code: "DATASET_INVALID_OPTION",
        fields: { option: "position", value: position },
      });
      expect(() => create().from(position)).toThrow(refused);
    }
  });

  test("a state of another sampler is refused", () => {
    const refused = (field: string): unknown =>
      expect.objectContaining({ code: "DATASET_STATE_MISMATCH", fields: expect.objectContaining({ field }) });
    for (const state of [null, 5, { kind: "other" }, {}]) {
      expect(() => create().loadStateDict(state as never)).toThrow(refused("kind"));
    }
  });
});

describe("a generator that a loader draws from too", () => {
  test("what is drawn between loading and the first index does not matter", () => {
    const [first, second] = [shared(), new Generator(99)];
    const sampler = new RandomSampler(20, { generator: first });
    const iterator = sampler[Symbol.iterator]();
    first.random64();
    const order = [iterator.next().value];
    const state = throughJson(sampler.stateDict());
    for (const index of { [Symbol.iterator]: () => iterator }) order.push(index);
    first.random64();
    const next = [...sampler];

    const resumed = new RandomSampler(20, { generator: second });
    resumed.loadStateDict(state);
    second.random64();
    expect([...resumed]).toEqual(order);
    second.random64();
    expect([...resumed]).toEqual(next);
  });

  test("a wrong state is refused at once, and the generator keeps its own", () => {
    const generator = shared();
    const sampler = new RandomSampler(20, { generator });
    const state = { ...sampler.stateDict(), generator: { algorithm: "other" } };
    expect(() => sampler.loadStateDict(state)).toThrow(expect.objectContaining({ code: "RANDOM_INVALID_STATE" }));
    expect([...sampler]).toEqual([...new RandomSampler(20, { generator: shared() })]);
  });

  test("a generator without a state: passes yes, states no", () => {
    const inner = shared();
    const generator: RandomSource = {
      random32: () => inner.random32(),
      random64: () => inner.random64(),
      randn: (n) => inner.randn(n),
      randperm: (n) => inner.randperm(n),
    };
    const sampler = new RandomSampler(20, { generator });
    expect([...sampler]).toEqual([...new RandomSampler(20, { generator: shared() })]);
    const refused = expect.objectContaining({ code: "DATASET_NO_STATE", message: expect.stringContaining("getState") });
    expect(() => sampler.stateDict()).toThrow(refused);
    const state = new RandomSampler(20, { generator: shared() }).stateDict();
    expect(() => sampler.loadStateDict(state)).toThrow(refused);
  });
});

describe("states across samplers", () => {
  const mismatch = (field: string): unknown =>
    expect.objectContaining({
      code: "DATASET_STATE_MISMATCH",
      message: expect.stringContaining(`state.${field} is `),
      fields: expect.objectContaining({ field }),
    });

  test("that of rank 0 serves every rank", () => {
    const ranks = [0, 1, 2].map((rank) => new DistributedSampler(20, { numReplicas: 3, rank }));
    for (const sampler of ranks) sampler.setEpoch(4);
    const passes = ranks.map((sampler) => [...sampler]);
    // The epoch set after a pass has begun is that of the next.
    ranks[0]!.setEpoch(5);
    const state = ranks[0]!.stateDict();
    expect(state).toEqual({
      kind: "DistributedSampler",
      length: 20,
      numReplicas: 3,
      shuffle: true,
      seed: "0",
      epoch: 4,
      dropLast: false,
    });
    const resumed = [0, 1, 2].map((rank) => new DistributedSampler(20, { numReplicas: 3, rank }));
    expect(
      resumed.map((sampler) => {
        sampler.loadStateDict(state);
        return [...sampler];
      }),
    ).toEqual(passes);
  });

  test.each([
    [() => new RandomSampler(9, { seed: 1 }), () => new RandomSampler(8, { seed: 1 }), "length"],
    [() => new RandomSampler(9, { seed: 1 }), () => new RandomSampler(9, { seed: 2 }), "seed"],
    [() => new RandomSampler(9, { seed: 1 }), () => new RandomSampler(9, { seed: 1, numSamples: 3 }), "numSamples"],
    [() => new RandomSampler(9), () => new RandomSampler(9, { replacement: true }), "replacement"],
    [() => new RandomSampler(9), () => new RandomSampler(9, { generator: shared() }), "generator"],
    [() => new RandomSampler(9, { generator: shared() }), () => new RandomSampler(9), "defaultGenerator"],
    [() => new WeightedRandomSampler([1, 2], 2), () => new WeightedRandomSampler([2, 1], 2), "weightsChecksum"],
    [
      () => new WeightedRandomSampler([1, 2], 2, { seed: 1 }),
      () => new WeightedRandomSampler([1, 2], 2, { seed: 2 }),
      "generator.initialSeed",
    ],
    [() => new PermutationSampler(9, { seed: 1 }), () => new PermutationSampler(9, { seed: 2 }), "seed"],
    [() => new PermutationSampler(9), () => new PermutationSampler(8), "length"],
    [() => new SequentialSampler(9), () => new SequentialSampler(8), "length"],
    [
      () => new DistributedSampler(9, { numReplicas: 2, rank: 0 }),
      () => new DistributedSampler(9, { numReplicas: 3, rank: 0 }),
      "numReplicas",
    ],
    [
      () => new BatchSampler(new SequentialSampler(9), 2, false),
      () => new BatchSampler(new SequentialSampler(9), 3, false),
      "batchSize",
    ],
  ])("%s into %s: %s", (from, to, field) => {
    expect(() => to().loadStateDict(from().stateDict())).toThrow(mismatch(field));
  });

  test("fields that are not seeds, passes or epochs", () => {
    const random = new RandomSampler(9, { seed: 1 });
    for (const seed of [5, "-1", "x", "18446744073709551616", undefined]) {
      const state = { ...random.stateDict(), seed } as never;
      expect(() => random.loadStateDict(state)).toThrow(mismatch("seed"));
    }
    for (const pass of [-1, 0.5, "1", 2 ** 25]) {
      expect(() => random.loadStateDict({ ...random.stateDict(), pass })).toThrow(mismatch("pass"));
    }
    const permutation = new PermutationSampler(9);
    expect(() => permutation.loadStateDict({ ...permutation.stateDict(), epoch: -1 })).toThrow(mismatch("epoch"));
  });

  test("a sampler without a seed: the state is the default generator's, or the seed drawn from it", () => {
    for (const create of [
      () => new RandomSampler(30),
      () => new PermutationSampler(30),
      () => new WeightedRandomSampler(weights, 30),
    ]) {
      const [first, second]: Resumable[] = [create(), create()];
      const order = [...first!];
      const state = throughJson(first!.stateDict());
      const next = [...first!];
      second!.loadStateDict(state);
      expect([...second!]).toEqual(order);
      expect([...second!]).toEqual(next);
    }
  });

  test("a batch sampler over an array can be entered anywhere; the array is its order again", () => {
    const batches = new BatchSampler([4, 3, 2, 1, 0], 2, false);
    expect([0, 1, 2, 3].map((position) => [...batches.from(position)])).toEqual([
      [[4, 3], [2, 1], [0]],
      [[2, 1], [0]],
      [[0]],
      [],
    ]);
    const state = throughJson(batches.stateDict());
    expect(state).toEqual({ kind: "BatchSampler", batchSize: 2, dropLast: false, sampler: null });
    new BatchSampler([4, 3, 2, 1, 0], 2, false).loadStateDict(state);
    const seeded = new BatchSampler(new RandomSampler(5, { seed: 1 }), 2, false);
    for (const [sampler, wrong] of [
      [batches, throughJson(seeded.stateDict())],
      [seeded, state],
    ] as const) {
      expect(() => sampler.loadStateDict(wrong)).toThrow(
        expect.objectContaining({
          code: "DATASET_STATE_MISMATCH",
          fields: expect.objectContaining({ field: "sampler" }),
        }),
      );
    }
  });
});
