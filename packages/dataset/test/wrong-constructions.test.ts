/** Constructors and functions called as they are not meant to be: the error comes at once and says how. */
import { expect, test } from "vitest";
import * as dataset from "../src/index.ts";

type Constructor = new (...args: unknown[]) => unknown;
type Call = (...args: unknown[]) => unknown;

const classes = Object.entries(dataset).filter(
  ([name, value]) => typeof value === "function" && /^[A-Z]/.test(name) && name !== "DatasetError",
) as [string, Constructor][];
const nonsense: unknown[][] = [
  [],
  [undefined],
  [null],
  [5],
  ["gpt2"],
  ["gpt2", {}],
  [{}],
  [{}, {}],
  [[], null],
  [() => 1],
];

test("every class that there is", () => {
  expect(classes.map(([name]) => name).toSorted()).toEqual([
    "BatchSampler",
    "DataLoader",
    "DistributedSampler",
    "PermutationSampler",
    "RandomSampler",
    "SequentialSampler",
    "SlidingWindowDataset",
    "Subset",
    "WeightedRandomSampler",
  ]);
});

test.each(classes)("new %s with nonsense", (name, Class) => {
  // These say what may be drawn from; a number or a text has a length.
  const meant = name.endsWith("Sampler") ? [[5], ["gpt2"], ["gpt2", {}]] : [];
  if (name === "SequentialSampler") meant.push([[], null] as never);
  for (const args of nonsense) {
    if (meant.some((those) => JSON.stringify(those) === JSON.stringify(args))) continue;
    let thrown: unknown;
    try {
      Reflect.construct(Class, args);
    } catch (error) {
      thrown = error;
    }
    expect(thrown, `${name} ${JSON.stringify(args)}`).toMatchObject({ name: "DatasetError" });
  }
});

test("functions and create", async () => {
  const calls: [string, Call][] = [
    ["createDataLoader", dataset.createDataLoader as Call],
    ["randomSplit", dataset.randomSplit as Call],
    ["visualizeWindows", dataset.visualizeWindows as Call],
    ["SlidingWindowDataset.fromText", dataset.SlidingWindowDataset.fromText as Call],
  ];
  for (const [name, call] of calls) {
    for (const args of [[], [undefined], [null, null], [5], [5, 5], ["data", { batch_size: 5 }]]) {
      const outcome = await (async () => call(...args))().then(
        () => "nothing",
        (error: unknown) => error,
      );
      expect(outcome, `${name} ${JSON.stringify(args)}`).toMatchObject({ name: "DatasetError" });
    }
  }
});

test("a generator needs all that samplers ask of one", () => {
  const generator = { random64: () => 1n, randperm: (n: number) => new Int32Array(n) };
  const refused = expect.objectContaining({ message: expect.stringMatching(/^generator is .*random32\(\)/) });
  expect(() => new dataset.WeightedRandomSampler([1, 2], 2, { generator: generator as never })).toThrow(refused);
  expect(() => new dataset.RandomSampler(5, { replacement: true, generator: generator as never })).toThrow(refused);
});
