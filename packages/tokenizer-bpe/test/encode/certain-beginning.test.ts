/** What is said to be certain of the beginning of a piece holds whatever follows it. */
import { mulberry32 } from "@windrow/testing";
import { expect, test } from "vitest";
import { TypeScriptEngine } from "../../src/encode/typescript-engine.ts";
import { vocabularyOfTokens } from "../../src/vocabulary-sources/listed/vocabulary-of-tokens.ts";

const LETTERS = [0x61, 0x62, 0x63];

/** All bytes, and tokens that each join two earlier ones of the three letters. */
function randomTokens(random: () => number): Uint8Array[] {
  const made = LETTERS.map((letter) => Uint8Array.of(letter));
  const known = new Set(made.map(String));
  while (made.length < 16) {
    const token = Uint8Array.of(...pick(random, made), ...pick(random, made));
    if (known.has(String(token)) || token.length > 12) continue;
    known.add(String(token));
    made.push(token);
  }
  return made;
}

function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

/** Made of the longest tokens, of which the fewest fit into a beginning. */
function piece(random: () => number, tokens: readonly Uint8Array[], length: number): Uint8Array {
  const longest = tokens.toSorted((a, b) => b.length - a.length).slice(0, 3);
  const bytes: number[] = [];
  while (bytes.length < length) bytes.push(...pick(random, random() < 0.8 ? longest : tokens));
  return Uint8Array.from(bytes.slice(0, length));
}

test.each([1, 2])("in 100 vocabularies (seed %i)", (seed) => {
  const random = mulberry32(seed);
  let certain = 0;
  for (let round = 0; round < 100; round++) {
    const tokens = randomTokens(random);
    const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
    const engine = new TypeScriptEngine("gpt2", vocabularyOfTokens([...bytes, ...tokens.slice(LETTERS.length)]));
    for (let length = 30; length < 130; length += 7) {
      const beginning = piece(random, tokens, length);
      const continued = Array.from({ length: 30 }, (_, i) =>
        engine.encodePiece(Uint8Array.of(...beginning, ...piece(random, tokens, i))),
      );
      for (const count of [0, 1, 2, 4, 6, 8, 12, 16]) {
        if (!engine.isCertain(beginning, count, Infinity)) continue;
        certain++;
        const firsts = new Set(continued.map((ids) => ids.subarray(0, count).join()));
        expect(firsts.size, `${count} ids of ${Buffer.from(beginning).toString()}`).toBe(1);
      }
    }
  }
  expect(certain).toBeGreaterThan(1000);
});

test("nothing is certain where the last byte decides how all others are joined", () => {
  // The rightmost neighbours among the letters 0 to 99 are joined first: in pairs from the end.
  const pairs = Array.from({ length: 99 }, (_, i) => Uint8Array.of(98 - i, 99 - i));
  const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  const engine = new TypeScriptEngine("gpt2", vocabularyOfTokens([...bytes, ...pairs]));
  const upTo = (letter: number): Uint8Array => Uint8Array.from({ length: letter + 1 }, (_, i) => i);
  expect([...engine.encodePiece(upTo(80)).subarray(0, 2)]).not.toEqual([
    ...engine.encodePiece(upTo(81)).subarray(0, 2),
  ]);
  for (const count of [1, 2, 8, 16]) expect(engine.isCertain(upTo(80), count, Infinity)).toBe(false);
});
