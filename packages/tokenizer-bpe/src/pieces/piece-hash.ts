/**
 * Hashes of pieces, by four bytes at a time. Hot.
 *
 * Input: a view of the bytes with at least eight more behind the piece; what is read there does not
 * count. A piece of up to eight bytes is two numbers, its bytes with zeros behind them.
 */

/** Masks for the bytes 0 to 3 and 4 to 7 of a piece by its length. */
const LOW_MASK = /* @__PURE__ */ Int32Array.of(0, 0xff, 0xffff, 0xffffff, -1, -1, -1, -1, -1);
const HIGH_MASK = /* @__PURE__ */ Int32Array.of(0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff, -1);

/** The first four bytes of a piece of up to eight. */
export function lowWord(view: DataView, start: number, length: number): number {
  return view.getInt32(start, true) & LOW_MASK[length]!;
}

/** The other four. */
export function highWord(view: DataView, start: number, length: number): number {
  return view.getInt32(start + 4, true) & HIGH_MASK[length]!;
}

/** Hash of a piece of up to eight bytes. The upper bits are the good ones. */
export function shortHash(low: number, high: number): number {
  const mixed = Math.imul(low, 0x2c1b3c6d) ^ Math.imul(high, 0x297a2d39);
  return Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
}

/** Hash of a longer piece: its last four bytes may overlap those before them. */
export function longHash(view: DataView, start: number, length: number): number {
  let hash = length;
  for (let i = 0; i < length - 4; i += 4) {
    hash = Math.imul(hash ^ view.getInt32(start + i, true), 0x2c1b3c6d);
    hash ^= hash >>> 15;
  }
  return Math.imul(hash ^ view.getInt32(start + length - 4, true), 0x9e3779b1);
}

/** Whether two pieces of the same length, more than four bytes, are equal. */
export function isEqualLong(a: DataView, atA: number, b: DataView, atB: number, length: number): boolean {
  for (let i = 0; i < length - 4; i += 4) {
    if (a.getInt32(atA + i, true) !== b.getInt32(atB + i, true)) return false;
  }
  return a.getInt32(atA + length - 4, true) === b.getInt32(atB + length - 4, true);
}
