/** Strings of units by each way that engines have: the same text, of one byte for each character where it may be. */
import { mulberry32 } from "@windrow/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isOneByte } from "./decoders.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const WAYS: readonly (readonly [string, readonly string[]])[] = [
  ["Buffer", []],
  ["TextDecoder, where there is no Buffer", ["Buffer"]],
  ["TextDecoder, where Buffer is not Node's", ["process"]],
  ["String.fromCharCode, where there is neither", ["Buffer", "TextDecoder"]],
];

describe.each(WAYS)("%s", (_, missing) => {
  test("texts of many lengths (seed 85), written again and again", async () => {
    const random = mulberry32(85);
    const unit = { wide: () => Math.floor(random() * 0xd800), latin1: () => 0xa0 + Math.floor(random() * 0x60) };
    const units = new Uint16Array(300_000);
    const expected = [0, 1, 2, 127, 128, 129, 1000, 1025, 4096, 4097, 5000, 299_999, 300_000, 3].flatMap((count) =>
      (["wide", "latin1"] as const).map((kind) => {
        const list = Uint16Array.from({ length: count }, unit[kind]);
        if (kind === "wide" && count > 0)
          list.set(count === 2 ? [0xd83d, 0xde00] : [0xfeff, 0xd83d, 0xde00].slice(0, count === 1 ? 1 : 3));
        return { kind, list, text: Buffer.from(list.buffer).toString("utf16le") };
      }),
    );
    for (const name of missing) vi.stubGlobal(name, undefined);
    vi.resetModules();
    const { UnitText } = await import("../../src/decode/unit-text.ts");
    const text = new UnitText(units);
    const taken = expected.map(({ kind, list }) => {
      units.set(list);
      return text.take(list.length, kind === "latin1");
    });
    vi.unstubAllGlobals();
    for (const [i, { kind, text: right }] of expected.entries()) {
      expect(taken[i] === right, `${kind} ${right.length}`).toBe(true);
      if (kind === "latin1" && right !== "") expect(await isOneByte(taken[i]!)).toBe(true);
    }
  });
});
