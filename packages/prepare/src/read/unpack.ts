/**
 * Unpacks gzip (all members) and zstd (all frames) as a stream. gzip's checksums are compared; those that
 * zstd files may have are not, for the library has no code for them.
 */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Decompress } from "fzstd";
import { corrupt } from "./read-errors.ts";
import type { Compression } from "./types.ts";

/**
 * A zstd block is unpacked to 128 KiB whatever its size, so that a piece of packed bytes may become very
 * many: pieces of a kilobyte become 32 MB at most.
 */
const ZSTD_PIECE_BYTES = 1024;

export function unpack(path: string, compression: Compression, bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (compression === "gzip") return gunzip(path, bytes);
  return compression === "zstd" ? unzstd(path, bytes) : bytes;
}

async function* gunzip(path: string, bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let failure: unknown;
  const source = Readable.from(rememberFailure(bytes, (error) => (failure = error)));
  const gunzipped = createGunzip({ chunkSize: 2 ** 18 });
  source.on("error", () => gunzipped.destroy(new Error("the file could not be read")));
  try {
    yield* source.pipe(gunzipped) as AsyncIterable<Buffer>;
  } catch (error) {
    throw failure ?? corrupt(path, `is no whole gzip file (${(error as Error).message})`);
  } finally {
    source.destroy();
    gunzipped.destroy();
  }
}

/** A stream tells its end of the source's failure in its own words. */
async function* rememberFailure(
  bytes: AsyncGenerator<Buffer>,
  remember: (error: unknown) => void,
): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    remember(error);
    throw error;
  }
}

async function* unzstd(path: string, bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const unpacked: Uint8Array[] = [];
  const stream = new Decompress((block) => unpacked.push(block.slice()));
  const push = (piece: Uint8Array, isLast: boolean): void => {
    try {
      stream.push(piece, isLast);
    } catch (error) {
      throw corrupt(path, `is no whole zstd file (${(error as Error).message})`);
    }
  };
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += ZSTD_PIECE_BYTES) {
      push(chunk.subarray(at, at + ZSTD_PIECE_BYTES), false);
      if (unpacked.length > 0) yield Buffer.concat(unpacked.splice(0));
    }
  }
  push(new Uint8Array(0), true);
  if (unpacked.length > 0) yield Buffer.concat(unpacked.splice(0));
}
