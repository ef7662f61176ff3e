/** The bytes that a packed file unpacks to. Every error of unpacking says that the file is corrupt. */
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { PrepareError } from "../errors.ts";
import { corrupt } from "./read-errors.ts";
import type { Compression } from "./types.ts";
import { unpackZstd } from "./unpack-zstd.ts";

/** Bytes of an unpacked block. */
const UNPACKED_BYTES = 2 ** 18;

/**
 * @param blocks of the file; of a packed one each in a buffer of its own
 * @throws PrepareError PREPARE_INPUT_CORRUPT where it ends early, is damaged, or has other bytes behind it
 */
export function unpack(blocks: AsyncIterable<Buffer>, compression: Compression, path: string): AsyncIterable<Buffer> {
  if (compression === "gzip") return unpackGzip(blocks, path);
  if (compression === "zstd") return unpackZstd(blocks, path);
  return blocks;
}

/** Unpacks gzip: all members of a file of several; their checksums are verified. */
async function* unpackGzip(blocks: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const block of blocks) {
      bytes += block.length;
      yield block;
    }
  };
  const gunzip = createGunzip({ chunkSize: UNPACKED_BYTES });
  const source = counted();
  pipeline(Readable.from(source, { highWaterMark: 1 }), gunzip, () => {});
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof PrepareError) throw error;
    throw corrupt(path, `gzip, unpacked, ends with "${(error as Error).message}"`, error);
  } finally {
    // A block may still be on its way: whoever reads on must come after it.
    await source.return(undefined);
  }
  // Node passes over what follows the last member.
  if (gunzip.bytesWritten === bytes && bytes > 0) return;
  throw corrupt(
    path,
    `after the gzip of ${gunzip.bytesWritten} bytes there are ${bytes - gunzip.bytesWritten} of something else`,
  );
}
