/**
 * manifest.json, which makes files a set: version 1 of its schema, described in the README, and its
 * check, field by field. Fields that the schema does not have are let through, for other programs.
 */
import { ShardsError } from "./errors.ts";
import { describe } from "@windrow/core";
import { CRC_BLOCK_BYTES } from "./checksums.ts";
import { BYTES_PER_TOKEN, MAX_ID, type ShardDtype } from "./dtypes.ts";
import { FORMATS, type ShardFormat } from "./formats.ts";

/** Name of the file, in the folder of the shards. */
export const MANIFEST_FILE: string = "manifest.json";

/** Where a shard's documents end: a `.documents` file, or Megatron's `.idx`. */
export interface DocumentsEntry {
  /** Path from the manifest's folder, with "/". */
  readonly file: string;
  /** Number of documents that end in the shard. */
  readonly count: number;
  readonly bytes: number;
  /** sha256 of the file, 64 hex digits. */
  readonly sha256: string;
}

/** One file of tokens. */
export interface ShardEntry {
  /** Path from the manifest's folder, with "/". */
  readonly file: string;
  readonly tokens: number;
  /** Size of the file, header included. */
  readonly bytes: number;
  /** sha256 of the file, header included, 64 hex digits. */
  readonly sha256: string;
  /** crc32 of each 256 KiB of the file, the last of what is left: 8 hex digits each, one after the other. */
  readonly crc32: string;
  /** Absent where no document ends in the shard. */
  readonly documents?: DocumentsEntry;
}

/** A set of token shards. */
export interface TokenShardManifest {
  readonly kind: "windrow-token-shards";
  readonly version: 1;
  readonly format: ShardFormat;
  readonly dtype: ShardDtype;
  /** Every id is below it. */
  readonly vocabSize: number;
  /** Fingerprint of the tokenizer that made the ids, if the writer was given one. */
  readonly tokenizer?: string;
  /** Tokens of all shards. */
  readonly tokens: number;
  /** In the order of their tokens. */
  readonly shards: readonly ShardEntry[];
}

type Fields = Readonly<Record<string, unknown>>;

/** About 8 TB of tokens have one of this size. */
const MAX_MANIFEST_BYTES = 2 ** 28;

/** Refuses a file that no manifest is, before it is read. @throws ShardsError DATASET_MANIFEST_INVALID */
export function checkManifestSize(bytes: number, path: string): void {
  if (bytes > MAX_MANIFEST_BYTES) throw invalid(path, "the size", `${bytes} bytes`, `at most ${MAX_MANIFEST_BYTES}`);
}

/**
 * The manifest that a file's text holds.
 * @throws ShardsError DATASET_MANIFEST_INVALID with the field named
 */
export function parseManifest(text: string, path: string): TokenShardManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid(path, "the text", (error as Error).message, "JSON");
  }
  return checkManifest(json, path);
}

/** @throws ShardsError DATASET_MANIFEST_INVALID with the field named */
export function checkManifest(json: unknown, path: string): TokenShardManifest {
  const check = (holds: boolean, field: string, value: unknown, expected: string): void => {
    if (!holds) throw invalid(path, field, describe(value), expected);
  };
  const objectAt = (value: unknown, field: string): Fields => {
    check(typeof value === "object" && value !== null && !Array.isArray(value), field, value, "an object");
    return value as Fields;
  };
  const checkCount = (value: unknown, field: string, least: number, most: number = Number.MAX_SAFE_INTEGER): void =>
    check(
      Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
      field,
      value,
      `an integer from ${least} to ${most}`,
    );
  const checkFile = ({ file, bytes, sha256 }: Fields, field: string): void => {
    check(isInside(file), `${field}.file`, file, 'a path inside the manifest\'s folder, with "/" and without ".."');
    checkCount(bytes, `${field}.bytes`, 0);
    check(isHex(sha256, 64), `${field}.sha256`, sha256, "64 hex digits in lower case");
  };

  const manifest = objectAt(json, "the manifest");
  const { kind, version, format, dtype, vocabSize, tokenizer, tokens, shards } = manifest;
  check(kind === "windrow-token-shards", "kind", kind, '"windrow-token-shards"');
  check(version === 1, "version", version, "1, the only one this release reads");
  check(
    typeof format === "string" && Object.hasOwn(FORMATS, format),
    "format",
    format,
    Object.keys(FORMATS).join(", "),
  );
  const { wide } = FORMATS[format as ShardFormat];
  const dtypes = format === "npy" ? Object.keys(MAX_ID) : ["uint16", wide];
  check(
    dtypes.includes(dtype as string),
    "dtype",
    dtype,
    `${dtypes.join(" or ")}, as in the format ${format as string}`,
  );
  checkCount(vocabSize, "vocabSize", 1, MAX_ID[dtype as ShardDtype] + 1);
  check(tokenizer === undefined || typeof tokenizer === "string", "tokenizer", tokenizer, "a string, or nothing");
  check(Array.isArray(shards), "shards", shards, "an array");
  let sum = 0;
  for (const [i, value] of (shards as unknown[]).entries()) {
    const field = `shards[${i}]`;
    const shard = objectAt(value, field);
    checkFile(shard, field);
    checkCount(shard.tokens, `${field}.tokens`, 0, FORMATS[format as ShardFormat].maxTokens);
    const least = (shard.tokens as number) * BYTES_PER_TOKEN[dtype as ShardDtype];
    checkCount(shard.bytes, `${field}.bytes`, least);
    const blocks = Math.ceil((shard.bytes as number) / CRC_BLOCK_BYTES);
    check(
      isHex(shard.crc32, 8 * blocks),
      `${field}.crc32`,
      shard.crc32,
      `8 hex digits for each of ${blocks} blocks of 256 KiB`,
    );
    sum += shard.tokens as number;
    if (shard.documents === undefined && format !== "megatron") continue;
    const documents = objectAt(shard.documents, `${field}.documents`);
    checkFile(documents, `${field}.documents`);
    checkCount(documents.count, `${field}.documents.count`, 0);
    const { count, bytes } = documents as { count: number; bytes: number };
    const isWhole = format === "megatron" || bytes === 8 * count;
    check(isWhole, `${field}.documents.bytes`, bytes, `${8 * count}, 8 for each of ${count} documents`);
  }
  check(tokens === sum, "tokens", tokens, `${sum}, the sum of the shards`);
  return json as TokenShardManifest;
}

/** Segments with no way up or out: not absolute, no drive, nothing that another system reads as a separator. */
function isInside(file: unknown): boolean {
  if (typeof file !== "string" || /[\\:\0]/.test(file)) return false;
  return file.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}

function isHex(value: unknown, digits: number): boolean {
  return typeof value === "string" && value.length === digits && /^[0-9a-f]*$/.test(value);
}

function invalid(path: string, field: string, value: string, expected: string): ShardsError {
  return new ShardsError("DATASET_MANIFEST_INVALID", `${path}: ${field} is ${value}; expected ${expected}.`, {
    path,
    field,
  });
}
