/**
 * Recognises a shard file and checks its header against its size, before a token is read of it.
 * llm.c, numpy and Megatron files are known by their magic; a raw file is only read as what the
 * caller or a manifest says it is, since any file could be one.
 */
import { existsSync } from "node:fs";
import { join, parse, relative } from "node:path";
import { invalidOption, isNpy } from "@windrow/core";
import { fail } from "./options.ts";
import { openDocuments } from "./documents.ts";
import { BYTES_PER_TOKEN, type ShardDtype } from "./dtypes.ts";
import { fileOfSet } from "./file-of-set.ts";
import type { ShardFormat } from "./formats.ts";
import { isLlmc, readLlmcHeader } from "./llm-c.ts";
import type { ShardEntry } from "./manifest.ts";
import { isMegatronIndex, readMegatronIndex } from "./megatron.ts";
import { readNpyHeader } from "./npy.ts";
import { readBytes, withFile } from "./read-file.ts";
import { corrupt, shardError, wrongSize } from "./shard-errors.ts";
import type { ShardHeader } from "./shard-header.ts";
import type { DocumentIndex, ShardLayout } from "./shard-layout.ts";

/** What is known of a file beforehand. */
export interface ExpectedShard {
  readonly format?: ShardFormat | undefined;
  readonly dtype?: ShardDtype | undefined;
  /** The file's entry in a manifest, and the manifest's folder. */
  readonly entry?: { readonly shard: ShardEntry; readonly folder: string } | undefined;
}

/** @throws ShardsError each of DATASET_SHARD_*, DATASET_INVALID_OPTION */
export function openShardFile(path: string, { format, dtype, entry }: ExpectedShard): ShardLayout {
  const indexPath = indexPathOf(path, entry?.folder);
  const dataPath = path.endsWith(".idx") ? `${path.slice(0, -".idx".length)}.bin` : path;
  return withFile(dataPath, (fd, bytes) => {
    const expected = entry?.shard;
    if (expected !== undefined && bytes !== expected.bytes) {
      throw wrongSize(dataPath, bytes, expected.bytes, "as the manifest says");
    }
    const read = (length: number): Uint8Array => {
      if (length > bytes) throw wrongSize(dataPath, bytes, length, "its header alone");
      return readBytes(fd, dataPath, 0, length);
    };
    const first = read(Math.min(bytes, 1024));
    const head = new DataView(first.buffer, first.byteOffset, first.length);
    let header: ShardHeader;
    let documents: DocumentIndex | undefined;
    if (isNpy(first)) {
      header = readNpyHeader(read, dataPath);
    } else if (isLlmc(head) && format !== "megatron") {
      header = readLlmcHeader(head, dataPath);
    } else if (format === "megatron" || (format === undefined && hasMegatronIndex(indexPath))) {
      requireIndex(indexPath);
      const index = readMegatronIndex(indexPath, expected?.documents?.sha256);
      header = { format: "megatron", dtype: index.dtype, headerBytes: 0, tokens: index.tokens };
      documents = index.documents;
    } else if (format === "bin") {
      if (dtype === undefined)
        throw invalidOption(
          fail,
          "dtype",
          dtype,
          `the width of the ids of ${dataPath}, such as "uint16": a raw file does not say`,
        );
      header = { format, dtype, headerBytes: 0, tokens: rawTokens(dataPath, bytes, dtype) };
    } else {
      throw unknownFormat(dataPath, format);
    }
    const { tokens, headerBytes } = header;
    if (format !== undefined && format !== header.format) throw differs(dataPath, "format", header.format, format);
    if (dtype !== undefined && dtype !== header.dtype) throw differs(dataPath, "dtype", header.dtype, dtype);
    const size = headerBytes + tokens * BYTES_PER_TOKEN[header.dtype];
    if (bytes !== size)
      throw wrongSize(
        dataPath,
        bytes,
        size,
        `${tokens} tokens of ${header.dtype}, as ${header.format === "megatron" ? "its .idx" : "its header"} says`,
      );
    if (expected !== undefined) {
      if (tokens !== expected.tokens) throw differs(dataPath, "number of tokens", tokens, expected.tokens);
      documents = documentsOf(entry!, documents, tokens);
    }
    return { ...header, path: dataPath, bytes, documents, crc32: expected?.crc32 };
  });
}

/** A manifest's documents: the `.documents` file, or the index that is there already. */
function documentsOf(
  { shard, folder }: { readonly shard: ShardEntry; readonly folder: string },
  index: DocumentIndex | undefined,
  tokens: number,
): DocumentIndex | undefined {
  const { documents } = shard;
  if (documents === undefined) return undefined;
  const path = fileOfSet(folder, documents.file);
  if (index === undefined) return openDocuments(path, { ...documents, tokens });
  if (index.count !== documents.count)
    throw corrupt(path, `has ${index.count} documents, but the manifest says ${documents.count}`);
  return index;
}

/** @param folder of the set, which an index that it names must not leave */
function indexPathOf(path: string, folder: string | undefined): string {
  const { dir, name } = parse(path);
  const beside = join(dir, `${name}.idx`);
  return folder === undefined ? beside : fileOfSet(folder, relative(folder, beside));
}

function hasMegatronIndex(path: string): boolean {
  return existsSync(path) && withFile(path, (fd, bytes) => isMegatronIndex(fd, bytes, path));
}

function requireIndex(path: string): void {
  if (withFile(path, (fd, bytes) => isMegatronIndex(fd, bytes, path))) return;
  throw shardError(
    "DATASET_SHARD_UNKNOWN_FORMAT",
    path,
    'is not a Megatron index; expected a file that begins with "MMIDIDX"',
  );
}

function rawTokens(path: string, bytes: number, dtype: ShardDtype): number {
  const width = BYTES_PER_TOKEN[dtype];
  if (bytes % width === 0) return bytes / width;
  throw shardError(
    "DATASET_SHARD_WRONG_SIZE",
    path,
    `has ${bytes} bytes, which is not a multiple of ${width} (one ${dtype}): it is truncated or has another dtype`,
    { bytes },
  );
}

function unknownFormat(path: string, format: ShardFormat | undefined): Error {
  const expected =
    format === undefined
      ? 'expected llm.c\'s magic, numpy\'s, or a Megatron .idx next to it; for raw ids pass { format: "bin", dtype: "uint16" }, or open the manifest.json'
      : `expected a file of format ${format}`;
  return shardError("DATASET_SHARD_UNKNOWN_FORMAT", path, `does not begin like any known format; ${expected}`);
}

function differs(path: string, field: string, found: unknown, expected: unknown): Error {
  return shardError(
    "DATASET_SHARD_INVALID_HEADER",
    path,
    `${field} is ${found}; expected ${expected}, as the manifest or the options say`,
    { field, found, expected },
  );
}
