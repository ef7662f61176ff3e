import { Generator } from "@windrow/random";
import { describe, expect, test } from "vitest";
import { createDataLoader, DataLoader, SlidingWindowDataset } from "../../src/index.ts";

const upTo = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
const windows = new SlidingWindowDataset(upTo(41), { maxLength: 4, stride: 3 });
const indicesBelow = (length: number) => ({ length, get: (index: number) => index });
const asIs = <T>(samples: readonly T[]): readonly T[] => samples;

describe("batches", () => {
  test("token = position: every cell is where it says, and the target is one further", () => {
    for (const options of [{}, { shuffle: true, seed: 5 }, { shuffle: true, generator: new Generator(5) }]) {
      for (const { inputIds, targetIds } of new DataLoader(windows, { batchSize: 5, ...options })) {
        const [batch, sequence] = inputIds.dims;
        expect(inputIds.data.length).toBe(batch * sequence);
        for (let row = 0; row < batch; row++) {
          const start = inputIds.data[row * sequence]!;
          expect(start % windows.stride).toBe(0);
          for (let column = 0; column < sequence; column++) {
            expect(inputIds.data[row * sequence + column]).toBe(start + column);
            expect(targetIds.data[row * sequence + column]).toBe(start + column + 1);
          }
        }
      }
    }
  });

  test("every index once an epoch, in a new order each epoch when shuffled", () => {
    const loader = new DataLoader(indicesBelow(20), { batchSize: 3, shuffle: true, seed: 1, collate: asIs });
    const [first, second] = [[...loader].flat(), [...loader].flat()];
    expect(first.toSorted((a, b) => a - b)).toEqual([...upTo(20)]);
    expect(second.toSorted((a, b) => a - b)).toEqual([...upTo(20)]);
    expect(second).not.toEqual(first);
  });

  test.each([
    [20, 5, false, 4, 5],
    [20, 6, false, 4, 2],
    [20, 6, true, 3, 6],
    [3, 5, true, 0, undefined],
    [0, 5, false, 0, undefined],
  ])("%i samples in batches of %i, dropLast %s: %i batches, the last of %s", (n, batchSize, dropLast, count, last) => {
    const loader = new DataLoader(indicesBelow(n), { batchSize, dropLast, collate: asIs });
    const batches = [...loader];
    expect(loader.length).toBe(count);
    expect(batches.length).toBe(count);
    expect(batches.at(-1)?.length).toBe(last);
  });

  test("are arrays of their own", () => {
    const [first] = new DataLoader(windows, { batchSize: 2 });
    first!.inputIds.data.fill(-1);
    expect([...windows.get(0).inputIds]).toEqual([0, 1, 2, 3]);
  });
});

describe("iteration", () => {
  test("for await gives what for gives", async () => {
    const options = { batchSize: 4, shuffle: true, seed: 9 };
    const waited = [];
    for await (const batch of new DataLoader(windows, options)) waited.push(batch);
    expect(waited).toEqual([...new DataLoader(windows, options)]);
  });

  test("batches are made as they are asked for", () => {
    const asked: number[] = [];
    const dataset = { length: 10, get: (index: number) => (asked.push(index), index) };
    for (const _ of new DataLoader(dataset, { batchSize: 2, collate: asIs })) if (asked.length === 4) break;
    expect(asked).toEqual([0, 1, 2, 3]);
  });

  test("leaving an epoch early skips torch's second draw from an explicit generator", () => {
    const generator = new Generator(3);
    for (const _ of new DataLoader(indicesBelow(10), { shuffle: true, generator, collate: asIs })) break;
    const twin = new Generator(3);
    twin.random64();
    twin.randperm(10);
    expect(generator.random32()).toBe(twin.random32());
  });

  // Source: torch 2.13, zip(range(3), loader) over five samples, then list(loader); with dropLast two of each.
  test.each([
    [false, 3, [[0, 2], [3, 4], [1]]],
    [false, 2, [[2, 0], [3, 1], [4]]],
    [true, 2, undefined],
  ])("leaving an epoch after its last batch; dropLast %s, %i batches", (dropLast, batches, second) => {
    const generator = new Generator(4);
    const loader = new DataLoader(indicesBelow(5), { batchSize: 2, shuffle: true, generator, dropLast, collate: asIs });
    const pass = loader[Symbol.iterator]();
    for (let i = 0; i < batches; i++) pass.next();
    const twin = new Generator(4);
    twin.random64();
    twin.randperm(5);
    // A last, shorter batch is the end of torch's sampler, a last whole one is not yet.
    if (batches === 3) twin.randperm(5);
    expect(generator.getState()).toEqual(twin.getState());
    if (second !== undefined) expect([...loader]).toEqual(second);
  });

  test("two passes at once keep the orders they have one after the other", () => {
    const options = { shuffle: true, seed: 2, collate: asIs };
    const inTurn = new DataLoader(indicesBelow(6), options);
    const loader = new DataLoader(indicesBelow(6), options);
    const expected = [[...inTurn].flat(), [...inTurn].flat()];
    const passes = [loader[Symbol.iterator]()];
    const orders: number[][] = [[], []];
    // The second pass begins when the first has had one batch, and so has drawn its order.
    for (let i = 0; i < 7; i++) {
      passes.forEach((pass, which) => orders[which]!.push(...((pass.next().value as number[] | undefined) ?? [])));
      if (i === 0) passes.push(loader[Symbol.iterator]());
    }
    expect(orders).toEqual(expected);
  });

  test("without a seed two loaders differ", () => {
    const order = (): number[] => [...new DataLoader(indicesBelow(50), { shuffle: true, collate: asIs })].flat();
    expect(order()).not.toEqual(order());
  });
});

describe("sampler", () => {
  test("gives the order and the length", () => {
    const loader = new DataLoader(indicesBelow(10), { batchSize: 2, sampler: [9, 9, 0], collate: asIs });
    expect(loader.length).toBe(2);
    expect([...loader]).toEqual([[9, 9], [0]]);
  });
});

describe("batchSampler", () => {
  test("gives the batches and their number", () => {
    const loader = new DataLoader(indicesBelow(10), { batchSampler: [[9], [1, 2, 3]], collate: asIs });
    expect(loader.length).toBe(2);
    expect([...loader]).toEqual([[9], [1, 2, 3]]);
  });
});

test.each([
  [{ sampler: [0, 10] }, "the sampler returned 10; expected an integer from 0 to 9"],
  [{ sampler: [-1] }, "the sampler returned -1"],
  [{ sampler: [0.5] }, "the sampler returned 0.5"],
  [{ batchSampler: [[0, 10]] }, "the sampler returned 10"],
  [{ batchSampler: [0] as never }, "the sampler returned 0; expected an array of indices"],
])("a sampler out of range: %j", (options, message) => {
  expect(() => [...new DataLoader(indicesBelow(10), { ...options, collate: asIs })]).toThrow(
    expect.objectContaining({ code: "DATASET_INDEX_OUT_OF_RANGE", message: expect.stringContaining(message) }),
  );
});

describe("samples that are promises", () => {
  const dataset = { length: 5, get: (index: number) => Promise.resolve(index * 10) };

  test("are waited for by for await", async () => {
    const batches = [];
    for await (const batch of new DataLoader(dataset, { batchSize: 2, collate: (samples) => samples.join(" ") }))
      batches.push(batch);
    expect(batches).toEqual(["0 10", "20 30", "40"]);
  });

  test("windows without a collate too", async () => {
    const source = { length: windows.length, get: (index: number) => Promise.resolve(windows.get(index)) };
    const options = { batchSize: 4, shuffle: true, seed: 2 };
    const batches = [];
    for await (const batch of new DataLoader(source as never, options)) batches.push(batch);
    expect(batches).toEqual([...new DataLoader(windows, options)]);
  });

  test("are an error of for", () => {
    const needs = expect.objectContaining({
      code: "DATASET_NEEDS_ASYNC",
      message: expect.stringContaining("for await"),
    });
    expect(() => [...new DataLoader(dataset, { collate: asIs })]).toThrow(needs);
    expect(() => [...new DataLoader(indicesBelow(2), { collate: async (samples) => samples })]).toThrow(needs);
  });
});

describe("reuseBuffers", () => {
  test("gives the same batches, in one buffer that the next overwrites", () => {
    const options = { batchSize: 4, shuffle: true, seed: 3 };
    const fresh = [...new DataLoader(windows, options)];
    const buffers = new Set();
    let i = 0;
    for (const batch of new DataLoader(windows, { ...options, reuseBuffers: true })) {
      expect(batch).toEqual(fresh[i++]);
      buffers.add(batch.inputIds.data.buffer);
      buffers.add(batch.targetIds.data.buffer);
    }
    // 13 windows: the last batch is short.
    expect([i, buffers.size]).toEqual([4, 1]);
    expect(new Set(fresh.map(({ inputIds }) => inputIds.data.buffer)).size).toBe(4);
  });

  test("of a dataset that copies no windows", () => {
    const plain = { length: windows.length, get: (index: number) => windows.get(index) };
    const buffers = new Set();
    let i = 0;
    for (const batch of new DataLoader(plain, { batchSize: 4, reuseBuffers: true })) {
      expect(batch).toEqual([...new DataLoader(windows, { batchSize: 4 })][i++]);
      buffers.add(batch.inputIds.data.buffer);
    }
    expect([i, buffers.size]).toEqual([4, 1]);
  });
});

describe("createDataLoader", () => {
  const tokenizer = { encode: (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0)) };

  test("has the notebook's defaults", () => {
    const loader = createDataLoader("x".repeat(2000), { tokenizer });
    expect([loader.batchSize, loader.dropLast]).toEqual([4, true]);
    expect(loader.dataset).toMatchObject({ maxLength: 256, stride: 128, length: 14 });
    expect([...loader].map(({ inputIds }) => inputIds.dims)).toEqual([
      [4, 256],
      [4, 256],
      [4, 256],
    ]);
  });

  test("a text shorter than one window: the error says what there is and what is needed", () => {
    expect(() => createDataLoader("abc", { tokenizer, maxLength: 4 })).toThrow(
      expect.objectContaining({
        code: "DATASET_EMPTY",
        message:
          "The dataset has nothing to shuffle: 3 tokens, and one window of maxLength 4 needs 5; give more text or a smaller maxLength.",
      }),
    );
    expect([...createDataLoader("abc", { tokenizer, maxLength: 4, shuffle: false })]).toEqual([]);
  });
});

describe("bad input", () => {
  const refuses = (options: object, message: RegExp): void => {
    expect(() => new DataLoader(windows, options)).toThrow(
      expect.objectContaining({ code: "DATASET_INVALID_OPTION", message: expect.stringMatching(message) }),
    );
  };

  test("options are named", () => {
    for (const batchSize of [0, -1, 2.5, Number.NaN])
      refuses({ batchSize }, /^batchSize is .*expected an integer of at least 1/);
    expect(() => new DataLoader(windows, { batchSize: 0 })).toThrow(
      expect.objectContaining({ fields: { option: "batchSize", value: 0 } }),
    );
    for (const numWorkers of [-1, 0.5, "2", 2000])
      refuses({ numWorkers }, /^numWorkers is .*expected an integer from 0 to 1024/);
    refuses({ prefetchFactor: 0, numWorkers: 1 }, /^prefetchFactor is 0; expected an integer of at least 1/);
    refuses({ reuseBuffers: 1 }, /^reuseBuffers is 1; expected true or false/);
    refuses({ reuseBuffers: true, collate: asIs }, /^reuseBuffers is true; expected no reuseBuffers with a collate/);
    refuses({ seed: 1, generator: new Generator(1) }, /^seed is 1; expected either seed or generator/);
    refuses({ shuffle: true, sampler: [0] }, /^shuffle is true; expected no shuffle with a sampler/);
    expect(() => new DataLoader(windows, { seed: 0.5, shuffle: true })).toThrow(
      expect.objectContaining({ code: "RANDOM_INVALID_SEED" }),
    );
  });

  test.each([
    [{ shuffle: "false" }, /^shuffle is "false"; expected true or false/],
    [{ dropLast: 0 }, /^dropLast is 0; expected true or false/],
    [{ sampler: new Set([1]) }, /^sampler is a Set; expected an iterable of indices with a length/],
    [{ sampler: 5 }, /^sampler is 5/],
    [{ generator: {} }, /^generator is an object; expected a generator with random32/],
    [{ collate: 5 }, /^collate is 5; expected a function/],
    [{ batchSampler: 5 }, /^batchSampler is 5; expected an iterable/],
    [{ batchSampler: [[1]], batchSize: 2 }, /^batchSize is 2; expected no batchSize with a batchSampler/],
    [{ batchSampler: [[1]], sampler: [0] }, /^sampler is .*expected no sampler with a batchSampler/],
    [{ batchSampler: [[1]], shuffle: true }, /^shuffle is true; expected no shuffle with a batchSampler/],
    [{ batchSampler: [[1]], dropLast: true }, /^dropLast is true; expected no dropLast with a batchSampler/],
  ])("%j", (options, message) => refuses(options, message));

  test("a seed of null is not a missing seed", () => {
    expect(() => new DataLoader(windows, { seed: null as never, shuffle: true })).toThrow(
      expect.objectContaining({ code: "RANDOM_INVALID_SEED" }),
    );
  });

  test.each([[undefined], [null], [{}], [[1, 2]], [{ length: -1, get: () => 0 }]])(
    "a dataset of %j is none",
    (dataset) => {
      expect(() => new DataLoader(dataset as never)).toThrow(
        expect.objectContaining({
          code: "DATASET_INVALID_OPTION",
          message: expect.stringMatching(/^dataset is .*expected an object with a length and get/),
        }),
      );
    },
  );

  test("shuffling nothing is torch's ValueError", () => {
    expect(() => new DataLoader(indicesBelow(0), { shuffle: true, collate: asIs })).toThrow(
      expect.objectContaining({ code: "DATASET_EMPTY", message: expect.stringContaining("its length is 0") }),
    );
  });

  test("samples that are not windows need a collate", () => {
    const iterate = (samples: unknown[]): unknown => [
      ...new DataLoader({ length: samples.length, get: (i: number) => samples[i] as never }, { batchSize: 2 }),
    ];
    const cannot = (message: string): unknown =>
      expect.objectContaining({ code: "DATASET_CANNOT_COLLATE", message: expect.stringContaining(message) });
    expect(() => iterate([1, 2])).toThrow(cannot("sample 0 of the batch has no inputIds"));
    const ragged = [3, 4].map((n) => ({ inputIds: upTo(n), targetIds: upTo(n) }));
    expect(() => iterate(ragged)).toThrow(cannot("sample 1 of the batch has 4 input and 4 target ids, sample 0 has 3"));
  });
});
