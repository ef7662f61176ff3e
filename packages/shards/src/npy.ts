/**
 * numpy's .npy files of one dimension. Written as version 1.0 with the 128 bytes of header that
 * numpy itself writes; read in versions 1.0, 2.0 and 3.0.
 * Source: numpy/lib/format.py, "Format Version 1.0" to "3.0".
 */
import type { ShardDtype } from "./dtypes.ts";
import { byteSwapped, invalidHeader } from "./shard-errors.ts";
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

/** Whether a file begins as one of numpy's. */
export function isNpy(head: DataView): boolean {
  return head.byteLength >= MAGIC.length && MAGIC.every((byte, i) => head.getUint8(i) === byte);
}

/**
 * @param read gives bytes from the beginning of the file
 * @throws ShardsError DATASET_SHARD_BYTE_SWAPPED, DATASET_SHARD_INVALID_HEADER
 */
export function readNpyHeader(read: (bytes: number) => DataView, path: string): ShardHeader {
  const head = read(12);
  const major = head.getUint8(6);
  if (!(major >= 1 && major <= 3)) throw invalidHeader(path, "npy version", major, "1, 2 or 3");
  const begin = major === 1 ? 10 : 12;
  const length = major === 1 ? head.getUint16(8, true) : head.getUint32(8, true);
  // numpy's own limit, so that a broken length is not taken for gigabytes of header.
  if (length > 65_535) throw invalidHeader(path, "header length", length, "at most 65,535 bytes");
  const bytes = read(begin + length);
  const dict = Buffer.from(bytes.buffer, bytes.byteOffset + begin, length).toString("latin1");
  return { ...parseDict(dict, path), headerBytes: begin + length };
}

function parseDict(dict: string, path: string): Omit<ShardHeader, "headerBytes"> {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(dict)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(dict)?.[1];
  const shape = /'shape'\s*:\s*(\([^)]*\))/.exec(dict)?.[1];
  // A structured dtype is a list of pairs, so there is no string behind 'descr'.
  if (descr === undefined || order === undefined || shape === undefined) {
    throw invalidHeader(
      path,
      "header",
      JSON.stringify(dict.trim()),
      "'descr' as a string, 'fortran_order' and 'shape'",
    );
  }
  if (/^>[ui][248]$/.test(descr)) throw byteSwapped(path, `its descr '${descr}'`);
  const dtype = (Object.keys(DESCR) as ShardDtype[]).find((one) => DESCR[one] === descr);
  if (dtype === undefined) throw invalidHeader(path, "descr", `'${descr}'`, Object.values(DESCR).join(", "));
  if (order !== "False") throw invalidHeader(path, "fortran_order", order, "False");
  const tokens = Number(/^\(\s*(\d+)L?\s*,\s*\)$/.exec(shape)?.[1]);
  if (!Number.isSafeInteger(tokens)) throw invalidHeader(path, "shape", shape, "one dimension, such as (1000,)");
  return { format: "npy", dtype, tokens };
}
