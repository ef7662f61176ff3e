/** Damage to a binary file: flipped bits, cuts, splices, and numbers that lie about lengths. */
import type { Draw } from "./draw.ts";

/** Written over a length, an offset or a count: the edges of what fields of 8 to 64 bits hold. */
const LYING: readonly bigint[] = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x100000000n,
  0x1fffffffffffffn,
  0x20000000000001n,
  0x7fffffffffffffffn,
  0xffffffffffffffffn,
];

const EDITS: readonly ((bytes: Buffer, draw: Draw) => Buffer)[] = [
  flipBit,
  flipBit,
  setByte,
  lie,
  lie,
  cutEnd,
  cutOut,
  repeatPart,
  insertNoise,
  changeDigits,
];

/** A copy with one to four changes. */
export function mutateBytes(bytes: Uint8Array, draw: Draw): Uint8Array {
  let mutated: Buffer = Buffer.from(bytes);
  for (let edits = 1 + draw.below(4); edits > 0; edits--) mutated = draw.of(EDITS)(mutated, draw);
  return new Uint8Array(mutated);
}

function flipBit(bytes: Buffer, draw: Draw): Buffer {
  if (bytes.length > 0) bytes[place(bytes, draw)]! ^= 1 << draw.below(8);
  return bytes;
}

function setByte(bytes: Buffer, draw: Draw): Buffer {
  if (bytes.length > 0) bytes[place(bytes, draw)] = draw.of([0, 1, 0x7f, 0x80, 0xff, draw.below(256)]);
  return bytes;
}

function lie(bytes: Buffer, draw: Draw): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64LE(draw.of(LYING));
  if (draw.chance(0.2)) number.reverse();
  number.copy(bytes, place(bytes, draw), 0, draw.of([1, 2, 4, 8]));
  return bytes;
}

function cutEnd(bytes: Buffer, draw: Draw): Buffer {
  return bytes.subarray(0, draw.below(bytes.length + 1));
}

function cutOut(bytes: Buffer, draw: Draw): Buffer {
  const start = place(bytes, draw);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 1 + draw.below(16))]);
}

function repeatPart(bytes: Buffer, draw: Draw): Buffer {
  const start = place(bytes, draw);
  const part = bytes.subarray(start, start + 1 + draw.below(64));
  const at = place(bytes, draw);
  return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
}

function insertNoise(bytes: Buffer, draw: Draw): Buffer {
  const at = draw.below(bytes.length + 1);
  const noise = Buffer.from(Array.from({ length: 1 + draw.below(8) }, () => draw.below(256)));
  return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
}

/** Headers of text within binary files (safetensors, npy) have their numbers in digits. */
function changeDigits(bytes: Buffer, draw: Draw): Buffer {
  const head = bytes.subarray(0, 4096).toString("latin1");
  const runs = [...head.matchAll(/\d+/g)];
  if (runs.length === 0) return bytes;
  const { 0: run, index } = draw.of(runs);
  const digits = draw.chance(0.5)
    ? Array.from(run, () => draw.below(10)).join("")
    : draw.of(["0", "1", "4294967295", "9007199254740993", "18446744073709551615", "-1", "1e99"]);
  return Buffer.concat([bytes.subarray(0, index), Buffer.from(digits), bytes.subarray(index + run.length)]);
}

/** Where files keep their headers more often than not: half of all damage is done to the first 128 bytes. */
function place(bytes: Buffer, draw: Draw): number {
  return draw.below(draw.chance(0.5) ? Math.min(bytes.length, 128) : bytes.length);
}
