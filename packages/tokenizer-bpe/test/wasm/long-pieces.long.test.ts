/**
 * Longer pieces than in long-pieces.test.ts, in parts of many lengths; up to the limit, and beyond it. What is longer
 * than all that changes at 64 KiB takes both engines seconds a text, so of that there are fewer texts and parts.
 */
import { describe, expect, test } from "vitest";
import { MAX_PIECE } from "../../src/split/limits.ts";
import { BothEngines, VOCABULARIES } from "./both-engines.ts";
import { expectSameIds } from "./expect-same-ids.ts";
import { expectSame, LENGTHS, LONGER, RUNS, textAround, textsAround } from "./long-pieces.ts";
import { idsOf, idsOfParts } from "./texts-in-parts.ts";

describe.each(VOCABULARIES)("%s", (_, pattern, source) => {
  const engines = new BothEngines(pattern, source);

  test.each(casesOf(LENGTHS))("pieces of %i bytes: %s", (bytes, name) => {
    for (const text of textsAround(RUNS[name]!(bytes)))
      expectSame(engines, text, [997, 16_384, 65_536, 65_544, 100_001]);
  });

  test.each(casesOf(LONGER))("longer pieces of %i bytes: %s", (bytes, name) => {
    expectSame(engines, textAround(RUNS[name]!(bytes)), [65_544]);
  });

  test("a piece of the limit among others, whole and in parts", () => {
    // With the space before it.
    const piece = "a".repeat(MAX_PIECE - 1);
    const expected = idsOf(engines.typescript, `one ${piece} two`);
    for (const ids of [
      idsOf(engines.wasm, `one ${piece} two`),
      idsOfParts(engines.wasm.open(), ["one ", piece.slice(0, 1e6), piece.slice(1e6), " two"]),
    ])
      expectSameIds(ids, expected, () => "a piece of the limit");
  }, 300_000);

  test("a longer one is refused in the same words, whole and in parts, and the next text is as before", () => {
    const piece = "a".repeat(MAX_PIECE + 100_000);
    const errorOf = (call: () => unknown): unknown => {
      try {
        return call();
      } catch (error) {
        return error;
      }
    };
    const expected = errorOf(() => idsOf(engines.typescript, `one ${piece}`));
    expect(expected).toMatchObject({ code: "BPE_PIECE_TOO_LONG" });
    const open = engines.wasm.open();
    for (const call of [
      () => idsOf(engines.wasm, `one ${piece}`),
      () => engines.wasm.encode(`one ${piece}`, undefined),
      () => idsOf(engines.wasm, Buffer.from(`one ${piece}`)),
      () => idsOfParts(open, ["one ", piece, " two"]),
    ]) {
      expect(errorOf(call)).toMatchObject({ code: "BPE_PIECE_TOO_LONG", fields: { limit: MAX_PIECE } });
      expect(idsOf(engines.wasm, "one two")).toEqual(idsOf(engines.typescript, "one two"));
    }
    open.clear();
    expect(idsOfParts(open, ["one", " two"])).toEqual(idsOf(engines.typescript, "one two"));
    expect(engines.wasm.failure).toBeUndefined();
  }, 300_000);
});

function casesOf(lengths: readonly number[]): (readonly [bytes: number, run: string])[] {
  return lengths.flatMap((bytes) => Object.keys(RUNS).map((name) => [bytes, name] as const));
}
