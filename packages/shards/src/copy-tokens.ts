/**
 * The hot loops: ids of a block to int32, and whether all of them are from 0 to `largest`.
 *
 * Inputs: `from + count` is within the source (in ids), `at + count` within `out`, `0 <= largest < 2^31`.
 * No allocation. The check is free of branches: an id below 0 sets the sign of `bad` itself, one
 * above `largest` the sign of `largest - id`. uint32 goes through the loop of int32, where an id
 * from 2^31 on is below 0; an int64 is two int32, the low half first, and the high half must be 0.
 * Each kind has a loop of its own, so that each sees one kind of array.
 */
import type { ShardDtype } from "./dtypes.ts";

export type CopyTokens = (
  source: Uint16Array | Int32Array,
  from: number,
  out: Int32Array,
  at: number,
  count: number,
  largest: number,
) => boolean;

export const COPY_TOKENS: Readonly<Record<ShardDtype, CopyTokens>> = {
  uint16: copyUint16,
  uint32: copyInt32,
  int32: copyInt32,
  int64: copyInt64,
};

function copyUint16(
  source: Uint16Array | Int32Array,
  from: number,
  out: Int32Array,
  at: number,
  count: number,
  largest: number,
): boolean {
  let bad = 0;
  for (let i = 0; i < count; i++) {
    const id = source[from + i]!;
    out[at + i] = id;
    bad |= largest - id;
  }
  return bad >= 0;
}

function copyInt32(
  source: Uint16Array | Int32Array,
  from: number,
  out: Int32Array,
  at: number,
  count: number,
  largest: number,
): boolean {
  let bad = 0;
  for (let i = 0; i < count; i++) {
    const id = source[from + i]!;
    out[at + i] = id;
    bad |= id | (largest - id);
  }
  return bad >= 0;
}

function copyInt64(
  source: Uint16Array | Int32Array,
  from: number,
  out: Int32Array,
  at: number,
  count: number,
  largest: number,
): boolean {
  let bad = 0;
  for (let i = 0; i < count; i++) {
    const id = source[2 * (from + i)]!;
    out[at + i] = id;
    bad |= id | (largest - id) | (source[2 * (from + i) + 1] === 0 ? 0 : -1);
  }
  return bad >= 0;
}
