/** Writes the manifest of a set whose shards are there: last of all, so that a set with a manifest is whole. */
import { checkOptions, invalidOption } from "@windrow/core";
import { join } from "node:path";
import { writeDurably } from "@windrow/core/node";
import { fail } from "./options.ts";
import { checkFormat, checkVocabSize, dtypeFor, type ShardFormat } from "./formats.ts";
import { checkFolderName } from "./made-by.ts";
import { unwritable } from "./shard-errors.ts";
import { checkManifest, MANIFEST_FILE, type ShardEntry, type TokenShardManifest } from "./manifest.ts";

/** What a manifest is made of. */
export interface ManifestOptions {
  readonly format: ShardFormat;
  /** As the shards were written with; 1 to 2^31. */
  readonly vocabSize: number;
  /** Fingerprint of the tokenizer. */
  readonly tokenizer?: string | undefined;
  /** What `ShardFileWriter.close()` gave, in the order of the tokens. */
  readonly shards: readonly ShardEntry[];
}

/**
 * Writes `manifest.json` into the folder of the shards; the same shards give the same bytes.
 * @throws ShardsError DATASET_INVALID_OPTION, DATASET_MANIFEST_INVALID with the field named, DATASET_SHARD_UNWRITABLE
 * @example
 * await writeManifest("data", { format: "bin", vocabSize: 50257, shards: [entry0, entry1] });
 */
export async function writeManifest(directory: string, options: ManifestOptions): Promise<TokenShardManifest> {
  checkFolderName(directory);
  checkOptions(fail, options, ["format", "vocabSize", "tokenizer", "shards"]);
  const { format, vocabSize, tokenizer, shards } = options;
  if (!Array.isArray(shards))
    throw invalidOption(fail, "shards", shards, "an array of what ShardFileWriter.close() returned");
  const dtype = dtypeFor(checkFormat(format), checkVocabSize(vocabSize));
  const path = join(directory, MANIFEST_FILE);
  const manifest = checkManifest(
    {
      kind: "windrow-token-shards",
      version: 1,
      format,
      dtype,
      vocabSize,
      ...(tokenizer === undefined ? {} : { tokenizer }),
      tokens: shards.reduce((sum, shard) => sum + Number(shard?.tokens), 0),
      shards,
    },
    path,
  );
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeDurably(path, (file) => file.append(Buffer.from(text)), unwritable);
  return manifest;
}
