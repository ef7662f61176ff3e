/** An unknown option, such as Python's `vocab_size`, is an error that names it wherever options are taken. */
import { expect, test } from "vitest";
import { openTokenShards, ShardFileWriter, TokenShardWriter, writeManifest } from "../src/index.ts";
import { scratchFolder } from "./scratch.ts";

const options = { format: "bin", vocabSize: 9, vocab_size: 9 } as const;

test.each<[string, () => unknown]>([
  ["openTokenShards", () => openTokenShards("nowhere", options)],
  ["TokenShardWriter.create", () => TokenShardWriter.create(scratchFolder(), options)],
  ["ShardFileWriter.create", () => ShardFileWriter.create(scratchFolder(), { ...options, name: "a" })],
  ["writeManifest", () => writeManifest(scratchFolder(), { ...options, shards: [] })],
])("%s", async (_, act) => {
  await expect((async () => act())()).rejects.toThrow(
    expect.objectContaining({
      name: "ShardsError",
      code: "DATASET_INVALID_OPTION",
      message: expect.stringMatching(
        /^Unknown option "vocab_size"\. (Did you mean "vocabSize"\?|Known options: \w+(, \w+)*\.)$/,
      ),
    }),
  );
});
