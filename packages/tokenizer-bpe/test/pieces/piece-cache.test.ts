/** What the cache remembers, and until when. Its ids are those of the slow twin in engine.test.ts. */
import { expect, test } from "vitest";
import { PieceCache } from "../../src/pieces/piece-cache.ts";

/** A piece's bytes, with what reading eight at a time may touch behind them. */
function viewOf(text: string): DataView {
  const view = new DataView(new ArrayBuffer(text.length + 8));
  for (let i = 0; i < text.length; i++) view.setUint8(i, text.charCodeAt(i));
  return view;
}

test.each([
  ["short", 4, 1],
  ["of several ids", 8, 8],
  // The room for bytes is 16 for each slot, that for ids 4, so 32 and 8 for each piece.
  ["long", 32, 8],
])("pieces that are %s are all found until half of the slots are used, and then forgotten", (_, length, count) => {
  const bits = 8;
  const pieces = Array.from({ length: 2 ** (bits - 1) }, (_unused, i) => String(i).padStart(length, "x"));
  const cache = new PieceCache(bits);
  const isFound = (piece: string): boolean => cache.find(viewOf(piece), 0, length) >= 0;
  const add = (piece: string): void => cache.add(viewOf(piece), 0, length, new Int32Array(count), count);
  for (const piece of pieces) {
    expect(isFound(piece)).toBe(false);
    add(piece);
  }
  expect(pieces.filter(isFound)).toEqual(pieces);
  add("y".repeat(length));
  expect([...pieces, "y".repeat(length)].filter(isFound)).toEqual(["y".repeat(length)]);
});
