/** The bytes that a packed file unpacks to. Every error of unpacking says that the file is corrupt. */
import type { Compression } from "../input/input-file.ts";
import { unpackGzip } from "./unpack-gzip.ts";
import { unpackZstd } from "./unpack-zstd.ts";

/**
 * @param blocks of the file; of a packed one each in a buffer of its own
 * @throws PrepareError PREPARE_INPUT_CORRUPT where it ends early, is damaged, or has other bytes behind it
 */
export function unpack(blocks: AsyncIterable<Buffer>, compression: Compression, path: string): AsyncIterable<Buffer> {
  if (compression === "gzip") return unpackGzip(blocks, path);
  if (compression === "zstd") return unpackZstd(blocks, path);
  return blocks;
}
