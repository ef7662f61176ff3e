/**
 * Pieces that are longer than the engine in WebAssembly takes itself, alone and among others: from their beginning on the
 * text goes through TypeScript until there is ordinary text again (src/wasm/wasm-text.ts).
 */
import { mulberry32 } from "@windrow/testing";
import { expect } from "vitest";
import type { BothEngines, Text } from "./both-engines.ts";
import { expectSameIds } from "./expect-same-ids.ts";
import { idsOf, idsOfParts } from "./texts-in-parts.ts";

/** Bytes of a piece at which something changes, and of several such pieces together. */
export const LENGTHS: readonly number[] = [255, 256, 257, 16_383, 16_384, 16_385, 65_535, 65_536, 65_537];
export const LONGER: readonly number[] = [131_071, 131_072, 131_073, 400_000];

/** Runs that no pattern splits, each of so many bytes or a little less. */
export const RUNS: Readonly<Record<string, (bytes: number) => string>> = {
  "one letter": (bytes) => "a".repeat(bytes),
  "many letters": (bytes) => lettersOf(bytes),
  "letters of three bytes": (bytes) => "\u4e2d\u6587\u3042".repeat(bytes / 9),
  signs: (bytes) => "=-".repeat(bytes / 2),
  spaces: (bytes) => `x${" ".repeat(bytes)}`,
};

function lettersOf(bytes: number): string {
  const random = mulberry32(bytes);
  return Array.from({ length: bytes }, () => "etaoinshrdlu"[Math.floor(random() * 12)]).join("");
}

const ORDINARY =
  "The hay, he said, was dry--or nearly: it's 1,234 rows!\n\u4e2d\u6587 \u043f\u0440\u0438\u0432\u0435\u0442\n ";

/** The piece between ordinary text, before what looks like it, and at the end. */
export function textAround(piece: string): string {
  const ordinary = ORDINARY.repeat(100);
  return `${ordinary}${piece}${"9".repeat(300)} ${ordinary}${piece}`;
}

/** That, the piece alone, between short texts, between texts of several chunks, and beside itself. */
export function textsAround(piece: string): string[] {
  const long = ORDINARY.repeat(1200);
  return [textAround(piece), piece, `one ${piece} two`, `${long}${piece} ${long}`, `${piece}\n${piece}1${piece}`];
}

/** The ids, their number, a few of them, and those of the text in parts are as in TypeScript. */
export function expectSame(engines: BothEngines, text: string, partUnits: readonly number[]): void {
  const { wasm, typescript } = engines;
  const expected = idsOf(typescript, text);
  const equal = (ids: Int32Array, what: string): void => expectSameIds(ids, expected, () => what);
  equal(idsOf(wasm, text), "the text");
  equal(idsOf(wasm, Buffer.from(text)), "its bytes");
  expect(wasm.encode(text, undefined)).toBe(expected.length);
  for (const limit of [0, 1, 50, expected.length >> 1, expected.length - 1, expected.length])
    expect(wasm.encode(text, undefined, limit) > limit, `more than ${limit}`).toBe(expected.length > limit);
  // Both engines take seconds to know that half of the ids of a long piece are certain.
  for (const limit of [0, 1, 50, expected.length]) {
    const some = idsOf(wasm, text, limit);
    expect(some.length > limit).toBe(expected.length > limit);
    equal(joined(some, expected, limit), `${limit} ids`);
  }
  for (const units of partUnits) equal(idsOfParts(wasm.open(), partsOf(text, units)), `parts of ${units}`);
  expect(wasm.failure).toBeUndefined();
}

/** The first ids of one, and the rest of the other. */
function joined(some: Int32Array, all: Int32Array, count: number): Int32Array {
  const ids = all.slice();
  ids.set(some.subarray(0, count));
  return ids;
}

function partsOf(text: string, units: number): Text[] {
  const parts = Array.from({ length: Math.ceil(text.length / units) }, (_, i) =>
    text.slice(i * units, (i + 1) * units),
  );
  return [...parts, ""];
}
