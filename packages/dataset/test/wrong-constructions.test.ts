/** Constructors and functions called as they are not meant to be: the error comes at once and says how. */
import { expect, test } from "vitest";
import * as dataset from "../src/index.ts";
import * as shards from "../src/shards/index.ts";
import { scratchFolder } from "./shards/scratch.ts";

type Constructor = new (...args: unknown[]) => unknown;
type Call = (...args: unknown[]) => unknown;

const { DatasetError: _error, ...exportsOfDataset } = dataset;
const classes = Object.entries({ ...exportsOfDataset, ...shards }).filter(
  ([name, value]) =>
    typeof value === "function" && /^[A-Z]/.test(name) && !["DatasetError", "RunningChecksums"].includes(name),
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
    "DurableFile",
    "PermutationSampler",
    "RandomSampler",
    "SequentialSampler",
    "ShardFileWriter",
    "SlidingWindowDataset",
    "Subset",
    "TokenShardWriter",
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

test.each(["TokenShardWriter", "ShardFileWriter", "DurableFile"])("%s is made by create", (name) => {
  const [, Class] = classes.find(([one]) => one === name)!;
  const message = new RegExp(`^A ${name} is not made with new; use await ${name}\\.create\\(`);
  const handleless = ["data", { format: "bin", vocabSize: 9, name: "a" }, {}];
  expect(() => new Class(...handleless)).toThrow(expect.objectContaining({ code: "DATASET_INVALID_OPTION" }));
  expect(() => new Class(...handleless)).toThrow(message);
});

test("functions and create", async () => {
  const calls: [string, Call][] = [
    ["createDataLoader", dataset.createDataLoader as Call],
    ["randomSplit", dataset.randomSplit as Call],
    ["visualizeWindows", dataset.visualizeWindows as Call],
    ["SlidingWindowDataset.fromText", dataset.SlidingWindowDataset.fromText as Call],
    ["openTokenShards", shards.openTokenShards as Call],
    ["verifyTokenShards", shards.verifyTokenShards as Call],
    ["writeManifest", shards.writeManifest as Call],
    ["TokenShardWriter.create", (...args) => shards.TokenShardWriter.create(...(args as [never, never]))],
    ["ShardFileWriter.create", (...args) => shards.ShardFileWriter.create(...(args as [never, never]))],
  ];
  for (const [name, call] of calls) {
    for (const args of [[], [undefined], [null, null], [5], [5, 5], [scratchFolder(), { shards: 5 }]]) {
      const outcome = await (async () => call(...args))().then(
        () => "nothing",
        (error: unknown) => error,
      );
      expect(outcome, `${name} ${JSON.stringify(args)}`).toMatchObject({ name: "DatasetError" });
    }
  }
});

test("options that writers do not have are named", async () => {
  const folder = scratchFolder();
  const options = { format: "bin", vocabSize: 9, name: "a" } as const;
  const refused = expect.objectContaining({
    code: "DATASET_INVALID_OPTION",
    message: expect.stringContaining("vocab_size"),
  });
  await expect(shards.ShardFileWriter.create(folder, { ...options, vocab_size: 9 } as never)).rejects.toThrow(refused);
  await expect(
    shards.writeManifest(folder, { format: "bin", vocabSize: 9, shards: [], vocab_size: 9 } as never),
  ).rejects.toThrow(refused);
  const shard = await shards.ShardFileWriter.create(folder, options);
  for (const ends of [undefined, null, 5, "3"])
    await expect(shard.endDocuments(ends as never)).rejects.toThrow(
      expect.objectContaining({ code: "DATASET_INVALID_OPTION" }),
    );
  await shard.abort();
});

test("a generator needs all that samplers ask of one", () => {
  const generator = { random64: () => 1n, randperm: (n: number) => new Int32Array(n) };
  const refused = expect.objectContaining({ message: expect.stringMatching(/^generator is .*random32\(\)/) });
  expect(() => new dataset.WeightedRandomSampler([1, 2], 2, { generator: generator as never })).toThrow(refused);
  expect(() => new dataset.RandomSampler(5, { replacement: true, generator: generator as never })).toThrow(refused);
});
