/** The errors of shard files, each with the file's path in its message and its fields. */
import { NotARegularFileError } from "@windrow/core/node";
import { ShardsError, type ShardsErrorCode } from "./errors.ts";

export function shardError(
  code: ShardsErrorCode,
  path: string,
  what: string,
  fields: Readonly<Record<string, unknown>> = {},
): ShardsError {
  return new ShardsError(code, `${path}: ${what}.`, { path, ...fields });
}

export function invalidHeader(path: string, field: string, value: unknown, expected: string): ShardsError {
  return shardError("DATASET_SHARD_INVALID_HEADER", path, `${field} is ${value}; expected ${expected}`, {
    field,
    value,
  });
}

export function byteSwapped(path: string, sign: string): ShardsError {
  return shardError(
    "DATASET_SHARD_BYTE_SWAPPED",
    path,
    `byte-swapped (big-endian), as ${sign} shows; expected little-endian, so write it again with .astype("<u2") or "<u4"`,
  );
}

export function wrongSize(path: string, bytes: number, expected: number, why: string): ShardsError {
  const difference =
    bytes < expected ? `it is truncated (bytes missing: ${expected - bytes})` : `it has ${bytes - expected} too many`;
  return shardError(
    "DATASET_SHARD_WRONG_SIZE",
    path,
    `has ${bytes} bytes; expected ${expected} (${why}): ${difference}; copy it or create it again`,
    { bytes, expected },
  );
}

export function unreadable(path: string, error: unknown): ShardsError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof NotARegularFileError) {
    const what = `is ${error.kind}, not a file; a set of token shards is made of regular files`;
    return shardError("DATASET_SHARD_UNREADABLE", path, what, { reason: code });
  }
  return shardError(
    "DATASET_SHARD_UNREADABLE",
    path,
    `could not be read (${message}); check that it exists and can be read`,
    {
      reason: code,
    },
  );
}

export function unwritable(path: string, error: unknown): ShardsError {
  const { code, message } = error as NodeJS.ErrnoException;
  return shardError(
    "DATASET_SHARD_UNWRITABLE",
    path,
    `could not be written (${message}); check that its folder exists and is writable, and that the disk has room`,
    { reason: code },
  );
}

export function invalidDocuments(path: string, what: string): ShardsError {
  return shardError("DATASET_SHARD_INVALID_DOCUMENTS", path, what);
}

export function corrupt(path: string, what: string, fields: Readonly<Record<string, unknown>> = {}): ShardsError {
  return shardError(
    "DATASET_SHARD_CORRUPT",
    path,
    `${what}: the bytes are not those that were written; copy the file or create it again`,
    fields,
  );
}

export function closed(what: string): ShardsError {
  return new ShardsError("DATASET_SHARD_CLOSED", `${what} is closed; open another.`);
}
