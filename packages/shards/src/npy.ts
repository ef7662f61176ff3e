/**
 * numpy's .npy files of one dimension. Written as version 1.0 with the 128 bytes of header that
 * numpy itself writes; read in versions 1.0, 2.0 and 3.0.
 * Source: numpy/lib/format.py, "Format Version 1.0" to "3.0".
 */
import { npyDataStart, NPY_PREFIX_BYTES, parseNpyHeader, type NpyFail } from "@windrow/core";
import type { ShardDtype } from "./dtypes.ts";
import { byteSwapped, invalidHeader, shardError } from "./shard-errors.ts";
import type { ShardHeader } from "./shard-header.ts";

const MAGIC = [0x93, ...Buffer.from("NUMPY")];
/** numpy pads to a multiple of 64, with room for a number of tokens that grows: for one dimension always 128. */
const HEADER_BYTES = 128;
const DESCR: Readonly<Record<ShardDtype, string>> = { uint16: "<u2", uint32: "<u4", int32: "<i4", int64: "<i8" };

/** The header of a file of `tokens` ids. */
export function npyHeader(dtype: ShardDtype, tokens: number): Uint8Array<ArrayBuffer> {
  const dict = `{'descr': '${DESCR[dtype]}', 'fortran_order': False, 'shape': (${tokens},), }`;
  const header = new Uint8Array(HEADER_BYTES);
  header.set([...MAGIC, 1, 0, HEADER_BYTES - 10, 0]);
  header.set(Buffer.from(`${dict.padEnd(HEADER_BYTES - 11)}\n`), 10);
  return header;
}

/**
 * @param read gives bytes from the beginning of the file
 * @throws ShardsError DATASET_SHARD_BYTE_SWAPPED, DATASET_SHARD_INVALID_HEADER
 */
export function readNpyHeader(read: (bytes: number) => Uint8Array, path: string): ShardHeader {
  const fail: NpyFail = (field, problem, value) =>
    shardError("DATASET_SHARD_INVALID_HEADER", path, problem, {
      field: field === "version" ? "npy version" : field,
      value,
    });
  // That the file may be shorter than its header is for `read` to say.
  const headerBytes = npyDataStart(read(NPY_PREFIX_BYTES), Infinity, fail);
  const { descr, shape, shapeText } = parseNpyHeader(read(headerBytes), headerBytes, fail);
  if (/^>[ui][248]$/.test(descr)) throw byteSwapped(path, `its descr '${descr}'`);
  const dtype = (Object.keys(DESCR) as ShardDtype[]).find((one) => DESCR[one] === descr);
  if (dtype === undefined) throw invalidHeader(path, "descr", `'${descr}'`, Object.values(DESCR).join(", "));
  const [tokens] = shape;
  if (shape.length === 1 && Number.isSafeInteger(tokens)) return { format: "npy", dtype, tokens: tokens!, headerBytes };
  throw invalidHeader(path, "shape", shapeText, "one dimension, such as (1000,)");
}
