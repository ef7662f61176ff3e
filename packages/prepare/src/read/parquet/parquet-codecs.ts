/** How pages are unpacked: by Node's zlib where it can, else by hyparquet-compressors. */
import * as zlib from "node:zlib";
import type { Compressors } from "hyparquet";
import { compressors } from "hyparquet-compressors";

/** Part of Node's zlib, from 22.15 on. */
interface ZlibWithZstd {
  zstdDecompressSync?(input: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
}

const { zstdDecompressSync } = zlib as ZlibWithZstd;

export const parquetCodecs: Compressors = {
  ...compressors,
  GZIP: (input, length) => zlib.gunzipSync(input, { maxOutputLength: Math.max(length, 1) }),
  BROTLI: (input, length) => zlib.brotliDecompressSync(input, { maxOutputLength: Math.max(length, 1) }),
  ...(zstdDecompressSync && {
    ZSTD: (input: Uint8Array, length: number) => zstdDecompressSync(input, { maxOutputLength: Math.max(length, 1) }),
  }),
};
