/**
 * Pieces whose keys in the tables of the engine (assembly/short-cache.ts, long-cache.ts, wide-cache.ts) are next to the
 * same, and tables that grow, forget all, and are full.
 */
import { mulberry32 } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { IdBuffer } from "../../src/id-buffer.ts";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";

const [[, pattern, source]] = VOCABULARIES as [(typeof VOCABULARIES)[number]];

describe("keys that are next to the same", () => {
  const engines = new BothEngines(pattern, source);
  const expectSame = (piece: readonly number[]): void => {
    const bytes = Uint8Array.from(piece);
    for (const text of [bytes, Uint8Array.of(0x61, ...bytes), Uint8Array.of(...bytes, 0x20, ...bytes)])
      expect(engines.difference(text), Buffer.from(text).toString("hex")).toBeUndefined();
  };

  // A key has its length above the bytes, so a byte that may be read as a length stands there.
  test.each([0, 1, 7, 8, 0x21, 0x7f])("runs of the byte %i that end with each of the first 32", (byte) => {
    for (let round = 0; round < 2; round++) {
      for (let length = 1; length <= 20; length++) {
        const run = Array.from({ length }, () => byte);
        for (let last = 0; last < 32; last++) expectSame([...run, last]);
        for (let at = 0; at < length; at++) expectSame(run.with(at, 0));
      }
    }
  });

  test("long pieces that differ in one byte, at each place", () => {
    for (let round = 0; round < 2; round++) {
      for (const length of [16, 17, 23, 24, 25, 31, 32, 33, 63, 64, 65, 255, 256, 257]) {
        const letters = Array.from({ length }, (_, i) => 0x61 + (i % 7));
        for (let at = 0; at < length; at++) expectSame(letters.with(at, 0x7a));
      }
    }
  });
});

describe("tables that are full", () => {
  /** Words of so many bytes, all different, and the same of each seed. */
  function* words(seed: number, count: number, bytes: number): Generator<string> {
    const random = mulberry32(seed);
    for (let i = 0; i < count; i++) {
      let word = i.toString(26).replaceAll(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 26)));
      word = word.padStart(4, "a");
      while (word.length < bytes - 1) word += String.fromCharCode(97 + Math.floor(random() * 26));
      yield ` ${word}`;
    }
  }

  // Beyond 196,000 short pieces, 98,000 of 9 to 15 bytes and 16,384 longer ones all is forgotten.
  test.each([
    [5, 120_000],
    [7, 250_000],
    [12, 150_000],
    [20, 40_000],
    [100, 30_000],
    [250, 5000],
  ])("of pieces of %i bytes, %i of them", (bytes, count) => {
    const { wasm, typescript, instance } = new BothEngines(pattern, source);
    const [fast, slow] = [new IdBuffer(64), new IdBuffer(64)];
    const parts: string[] = [];
    let part = "";
    for (const word of words(bytes, count, bytes)) {
      part += word;
      if (part.length < 60_000) continue;
      parts.push(part);
      part = "";
    }
    parts.push(part);
    for (const text of [...parts, ...parts.slice(0, 3), ...parts.slice(-3)]) {
      fast.length = slow.length = 0;
      wasm.encode(text, fast);
      typescript.encode(text, slow);
      expect(Buffer.compare(Buffer.from(fast.toArray().buffer), Buffer.from(slow.toArray().buffer))).toBe(0);
    }
    // Bounded: 3 MB at the beginning, and what the vocabulary and the tables take.
    expect(instance.exports.memory.buffer.byteLength).toBeLessThan(40e6);
  });

  test("a table that has grown finds what it had, but for the few that took the place of others", () => {
    const { wasm, instance } = new BothEngines(pattern, source);
    for (const bytes of [6, 12]) {
      const all = [...words(bytes, 30_000, bytes)];
      const encodeAll = (): void => {
        for (let i = 0; i < all.length; i += 1000) wasm.encode(all.slice(i, i + 1000).join(""), new IdBuffer(64));
      };
      encodeAll();
      const remembered = instance.exports.remembered();
      expect(remembered).toBeGreaterThanOrEqual(all.length);
      encodeAll();
      expect(instance.exports.remembered() - remembered).toBeLessThan(all.length / 500);
    }
  });
});
