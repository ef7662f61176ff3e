/** Opens token shards: finds out what the paths are, and checks every file before a token is read. */
import { checkOptions, invalidOption } from "@windrow/core";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ShardsError } from "./errors.ts";
import { fail } from "./options.ts";
import { requireLittleEndian } from "./byte-order.ts";
import { compareWithManifest } from "./compare-with-manifest.ts";
import type { ShardDtype } from "./dtypes.ts";
import { checkDtype, checkFormat, checkVocabSize, type ShardFormat } from "./formats.ts";
import { fileOfSet } from "./file-of-set.ts";
import { checkManifestSize, MANIFEST_FILE, parseManifest, type TokenShardManifest } from "./manifest.ts";
import { openShardFile } from "./open-shard-file.ts";
import { readBytes, withFile } from "./read-file.ts";
import { shardError, unreadable } from "./shard-errors.ts";
import type { ShardLayout } from "./shard-layout.ts";
import { TokenShards } from "./token-shards.ts";

/** Options of `openTokenShards`. */
export interface OpenOptions {
  /** What the files are; by default what they begin with says. Needed for raw files without a manifest: `"bin"`. */
  readonly format?: ShardFormat | undefined;
  /** Kind of the ids; by default what the files say. Needed for raw files without a manifest. */
  readonly dtype?: ShardDtype | undefined;
  /** Ids from here on are an error when they are read; by default the manifest's, else 2^31. */
  readonly vocabSize?: number | undefined;
  /**
   * What is compared with a manifest's checksums. `"read"`, the default: each 256 KiB when it is first
   * read. `true`: all bytes, now, about 1 s for each GB. `false`: nothing.
   */
  readonly verify?: boolean | "read" | undefined;
  /** Bytes read at a time; default 4,096. A power of two from 8 to 2^20. */
  readonly blockBytes?: number | undefined;
  /** Bytes of the cache of blocks; default 4 MiB. A power of two of at least blockBytes, at most 2^30. */
  readonly cacheBytes?: number | undefined;
}

/**
 * Opens a set of token shards. Files are opened and their headers checked, which takes milliseconds
 * whatever their size; tokens are read when they are asked for, in constant memory.
 *
 * @param paths a folder with a manifest.json, the manifest itself, one file of tokens, or an array
 *   of files in the order of their tokens. A Megatron set is named by its .bin or its .idx.
 * @throws ShardsError DATASET_SHARD_UNREADABLE; DATASET_SHARD_UNKNOWN_FORMAT for a foreign file;
 *   DATASET_SHARD_INVALID_HEADER; DATASET_SHARD_BYTE_SWAPPED; DATASET_SHARD_WRONG_SIZE for a truncated
 *   one; DATASET_SHARD_INVALID_DOCUMENTS; DATASET_MANIFEST_INVALID; DATASET_INVALID_OPTION; and with
 *   `verify: true` DATASET_SHARD_CORRUPT
 * @example
 * const tokens = openTokenShards("data");
 * const window = new Int32Array(257);
 * tokens.read(1_000_000, window);
 * openTokenShards("train.bin", { format: "bin", dtype: "uint16" }); // nanoGPT's
 */
export function openTokenShards(paths: string | readonly string[], options: OpenOptions = {}): TokenShards {
  requireLittleEndian();
  checkOptions(fail, options, ["format", "dtype", "vocabSize", "verify", "blockBytes", "cacheBytes"]);
  const { format, dtype, vocabSize, verify = "read" } = options;
  if (format !== undefined) checkFormat(format);
  if (dtype !== undefined) checkDtype(dtype);
  if (vocabSize !== undefined) checkVocabSize(vocabSize);
  if (![true, false, "read"].includes(verify)) throw invalidOption(fail, "verify", verify, 'true, false or "read"');
  const { blockBytes = 4096, cacheBytes = 2 ** 22 } = options;
  checkPowerOfTwo("blockBytes", blockBytes, 8, 2 ** 20);
  checkPowerOfTwo("cacheBytes", cacheBytes, blockBytes, 2 ** 30);

  const absolute = absolutePaths(paths);
  const { manifest, layouts } = findShards(absolute, options);
  if (verify === true) {
    if (manifest === undefined)
      throw invalidOption(
        fail,
        "verify",
        verify,
        'false or "read": there is no manifest, which would have the checksums',
      );
    compareWithManifest(manifest, dirname(manifestPath(absolute)!));
  }
  const kind = kindOf(layouts, manifest, options);
  return new TokenShards({
    ...kind,
    layouts,
    manifest,
    vocabSize: vocabSize ?? manifest?.vocabSize,
    isToCheck: verify === "read",
    blockBytes,
    cacheBytes,
    workerModule: ({ length }) => ({
      url: import.meta.url,
      export: "reopenTokenShards",
      data: {
        paths: absolute,
        // What was checked once in full need not be again in each thread.
        options: { format, dtype, vocabSize, verify: verify === true ? false : verify, blockBytes, cacheBytes },
        length,
        sha256: manifest?.shards.map((shard) => shard.sha256).join(" "),
      },
    }),
  });
}

/** What a worker thread is sent to open the same shards. */
interface ReopenData {
  readonly paths: string | readonly string[];
  readonly options: OpenOptions;
  readonly length: number;
  readonly sha256: string | undefined;
}

/**
 * Opens what another thread has opened, from the `data` of its `workerModule`.
 * @throws ShardsError as openTokenShards; DATASET_SHARD_CORRUPT where another set is there now
 * @public by name: a thread imports this module by the URL of `workerModule`
 */
export function reopenTokenShards({ paths, options, length, sha256 }: ReopenData): TokenShards {
  const tokens = openTokenShards(paths, options);
  const found = tokens.manifest?.shards.map((shard) => shard.sha256).join(" ");
  if (tokens.length === length && found === sha256) return tokens;
  tokens.close();
  throw shardError("DATASET_SHARD_CORRUPT", String(paths), "has changed since another thread opened it; open it again");
}

function absolutePaths(paths: string | readonly string[]): string | readonly string[] {
  if (typeof paths === "string" && paths !== "") return resolve(paths);
  const isList =
    Array.isArray(paths) && paths.length > 0 && paths.every((path) => typeof path === "string" && path !== "");
  if (!isList) throw invalidOption(fail, "paths", paths, "a path, or an array of at least one path");
  return paths.map((path) => resolve(path));
}

/** The path of the manifest that the caller named, or of the folder that he named; none for files of tokens. */
function manifestPath(paths: string | readonly string[]): string | undefined {
  if (typeof paths !== "string") return undefined;
  if (paths.endsWith(".json")) return paths;
  return isFolder(paths) ? join(paths, MANIFEST_FILE) : undefined;
}

interface Found {
  readonly manifest: TokenShardManifest | undefined;
  readonly layouts: readonly ShardLayout[];
}

function findShards(paths: string | readonly string[], { format, dtype }: OpenOptions): Found {
  const path = manifestPath(paths);
  if (path === undefined) {
    const files = typeof paths === "string" ? [paths] : paths;
    return { manifest: undefined, layouts: files.map((file) => openShardFile(file, { format, dtype })) };
  }
  const manifest = readManifest(path);
  const folder = dirname(path);
  const layouts = manifest.shards.map((shard) =>
    openShardFile(fileOfSet(folder, shard.file), {
      format: manifest.format,
      dtype: manifest.dtype,
      entry: { shard, folder },
    }),
  );
  return { manifest, layouts };
}

/** @throws ShardsError DATASET_SHARD_UNREADABLE, DATASET_MANIFEST_INVALID */
function readManifest(path: string): TokenShardManifest {
  try {
    return withFile(path, (fd, bytes) => {
      checkManifestSize(bytes, path);
      return parseManifest(Buffer.from(readBytes(fd, path, 0, bytes).buffer).toString(), path);
    });
  } catch (error) {
    const isMissing = error instanceof ShardsError && error.fields["reason"] === "ENOENT";
    const sets = isMissing ? setsBelow(dirname(path)) : [];
    if (sets.length === 0) throw error;
    const what = `does not exist; the folder has the sets ${sets.join(" and ")}: open one of them`;
    throw shardError("DATASET_SHARD_UNREADABLE", path, what, { reason: "ENOENT" });
  }
}

/** Folders with manifests of their own, as a training and a validation set. */
function setsBelow(folder: string): string[] {
  if (!isFolder(folder)) return [];
  try {
    return readdirSync(folder).filter((name) => existsSync(join(folder, name, MANIFEST_FILE)));
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    // Anything else that a disk reports is not an answer.
    throw unreadable(path, error);
  }
}

/** Format and dtype of the set; all files and the options must agree. */
function kindOf(
  layouts: readonly ShardLayout[],
  manifest: TokenShardManifest | undefined,
  options: OpenOptions,
): { format: ShardFormat; dtype: ShardDtype } {
  const { format, dtype } = manifest ?? layouts[0]!;
  for (const [name, said, found] of [
    ["format", options.format, format],
    ["dtype", options.dtype, dtype],
  ] as const) {
    if (said !== undefined && said !== found)
      throw invalidOption(fail, name, said, `${JSON.stringify(found)}, as the manifest says`);
  }
  if (manifest !== undefined && options.vocabSize !== undefined && options.vocabSize !== manifest.vocabSize) {
    throw invalidOption(fail, "vocabSize", options.vocabSize, `${manifest.vocabSize}, as the manifest says`);
  }
  for (const layout of layouts) {
    if (layout.format === format && layout.dtype === dtype) continue;
    throw shardError(
      "DATASET_SHARD_INVALID_HEADER",
      layout.path,
      `is ${layout.format} of ${layout.dtype}; expected ${format} of ${dtype}, like ${layouts[0]!.path}`,
      { format: layout.format, dtype: layout.dtype },
    );
  }
  return { format, dtype };
}

function checkPowerOfTwo(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most && Number.isInteger(Math.log2(value))) return;
  throw invalidOption(fail, name, value, `a power of two from ${least} to ${most}`);
}
