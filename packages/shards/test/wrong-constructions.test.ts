/** Constructors and functions called as they are not meant to be: the error comes at once and says how. */
import { expect, test } from "vitest";
import * as shards from "../src/index.ts";
import { scratchFolder } from "./scratch.ts";

type Constructor = new (...args: unknown[]) => unknown;
type Call = (...args: unknown[]) => unknown;

const classes = Object.entries(shards).filter(
  ([name, value]) =>
    typeof value === "function" && /^[A-Z]/.test(name) && !["ShardsError", "RunningChecksums"].includes(name),
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
  expect(classes.map(([name]) => name).toSorted()).toEqual(["ShardFileWriter", "TokenShardWriter"]);
});

test.each(classes)("new %s with nonsense", (name, Class) => {
  for (const args of nonsense) {
    let thrown: unknown;
    try {
      Reflect.construct(Class, args);
    } catch (error) {
      thrown = error;
    }
    expect(thrown, `${name} ${JSON.stringify(args)}`).toMatchObject({ name: "ShardsError" });
  }
});

test.each(classes)("%s is made by create", (name, Class) => {
  const message = new RegExp(`^A ${name} can't be made with new; use await ${name}\\.create\\(`);
  const handleless = ["data", { format: "bin", vocabSize: 9, name: "a" }, {}];
  expect(() => new Class(...handleless)).toThrow(expect.objectContaining({ code: "DATASET_INVALID_OPTION" }));
  expect(() => new Class(...handleless)).toThrow(message);
});

test("functions and create", async () => {
  const calls: [string, Call][] = [
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
      expect(outcome, `${name} ${JSON.stringify(args)}`).toMatchObject({ name: "ShardsError" });
    }
  }
});

test("ends of documents that are not an array", async () => {
  const shard = await shards.ShardFileWriter.create(scratchFolder(), { format: "bin", vocabSize: 9, name: "a" });
  for (const ends of [undefined, null, 5, "3"])
    await expect(shard.endDocuments(ends as never)).rejects.toThrow(
      expect.objectContaining({ code: "DATASET_INVALID_OPTION" }),
    );
  await shard.abort();
});
