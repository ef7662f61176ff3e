/**
 * The four formats of token shards, as rules: what a file begins with, how wide its ids are, how
 * many it may hold. Each format's header has a file of its own.
 */
import { invalidOption } from "@windrow/core";
import { fail } from "./options.ts";
import { MAX_ID, type ShardDtype } from "./dtypes.ts";
import { llmcHeader } from "./llm-c.ts";
import { npyHeader } from "./npy.ts";
import type { ShardFormat } from "./shard-header.ts";

export type { ShardFormat };

interface FormatRule {
  readonly extension: ".bin" | ".npy";
  /** What is written before the first token. */
  readonly header: (dtype: ShardDtype, tokens: number) => Uint8Array<ArrayBuffer>;
  /** Ids are uint16 for vocabularies up to this size, ... */
  readonly narrowVocabSize: number;
  /** ... and beyond it of this kind. */
  readonly wide: "uint32" | "int32";
  /** Most tokens of one file. */
  readonly maxTokens: number;
}

const noHeader = (): Uint8Array<ArrayBuffer> => new Uint8Array(0);

/** Megatron's limit is that of its DType.optimal_dtype (megatron/core/datasets/indexed_dataset.py). */
export const FORMATS: Readonly<Record<ShardFormat, FormatRule>> = {
  bin: {
    extension: ".bin",
    header: noHeader,
    narrowVocabSize: 65_536,
    wide: "uint32",
    maxTokens: Number.MAX_SAFE_INTEGER,
  },
  "llm.c": { extension: ".bin", header: llmcHeader, narrowVocabSize: 65_536, wide: "uint32", maxTokens: 2 ** 31 - 1 },
  megatron: {
    extension: ".bin",
    header: noHeader,
    narrowVocabSize: 65_499,
    wide: "int32",
    maxTokens: Number.MAX_SAFE_INTEGER,
  },
  npy: {
    extension: ".npy",
    header: npyHeader,
    narrowVocabSize: 65_536,
    wide: "uint32",
    maxTokens: Number.MAX_SAFE_INTEGER,
  },
};

/** The narrowest kind of the format that holds every id of a vocabulary. */
export function dtypeFor(format: ShardFormat, vocabSize: number): ShardDtype {
  return vocabSize <= FORMATS[format].narrowVocabSize ? "uint16" : FORMATS[format].wide;
}

/** @throws ShardsError DATASET_INVALID_OPTION */
export function checkFormat(format: ShardFormat): ShardFormat {
  if (Object.hasOwn(FORMATS, format)) return format;
  throw invalidOption(fail, "format", format, `one of ${listed(Object.keys(FORMATS))}`);
}

/**
 * The number of tokens of a shard, where the format can have so many in a file.
 * @throws ShardsError DATASET_INVALID_OPTION
 */
export function checkShardTokens(format: ShardFormat, shardTokens: number): number {
  const { maxTokens } = FORMATS[checkFormat(format)];
  if (Number.isSafeInteger(shardTokens) && shardTokens >= 1 && shardTokens <= maxTokens) return shardTokens;
  throw invalidOption(fail, "shardTokens", shardTokens, `an integer from 1 to ${maxTokens}`);
}

/** @throws ShardsError DATASET_INVALID_OPTION */
export function checkDtype(dtype: ShardDtype): ShardDtype {
  if (Object.hasOwn(MAX_ID, dtype)) return dtype;
  throw invalidOption(fail, "dtype", dtype, `one of ${listed(Object.keys(MAX_ID))}`);
}

/** @throws ShardsError DATASET_INVALID_OPTION */
export function checkVocabSize(vocabSize: number): number {
  if (Number.isInteger(vocabSize) && vocabSize >= 1 && vocabSize <= 2 ** 31) return vocabSize;
  throw invalidOption(fail, "vocabSize", vocabSize, "an integer from 1 to 2^31");
}

function listed(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}
