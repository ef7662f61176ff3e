/** Vocabularies that are not tiktoken's, of every form, in the engine in WebAssembly; the long tests have more of them. */
import { beforeAll, describe, expect, test } from "vitest";
import { BpeTokenizer } from "../../src/index.ts";
import { COUNT, expectSameInRandomVocabulary, FORMS } from "./own-vocabularies.ts";

test("30 texts with each of 130 random vocabularies, which are of every form", () => {
  const forms = Array.from({ length: COUNT }, (_, i) => expectSameInRandomVocabulary(i, 30, 7100));
  expect([...new Set(forms)].toSorted()).toEqual(FORMS);
});

describe("more ids than the engine in WebAssembly has bits for", () => {
  const LIMIT = 2 ** 18;
  let lines: string[];

  /** All bytes, all two bytes, and some three of them: a tree of a little more tokens than that. */
  beforeAll(() => {
    lines = [];
    const add = (...bytes: number[]): void => void lines.push(`${btoa(String.fromCharCode(...bytes))} ${lines.length}`);
    for (let a = 0; a < 256; a++) add(a);
    for (let a = 0; a < 256; a++) for (let b = 0; b < 256; b++) add(a, b);
    for (let a = 0; lines.length <= LIMIT; a++)
      for (let b = 0; b < 256; b++) for (let c = 0; c < 256; c++) add(a, b, c);
  });

  const made = (count: number, engine?: "wasm"): BpeTokenizer =>
    BpeTokenizer.fromTiktoken(lines.slice(0, count).join("\n"), { name: "large", pattern: "gpt2", engine });

  test("2^18 of them are taken", () => {
    const large = made(LIMIT, "wasm");
    expect([...large.encode("ab")]).toEqual([256 + 97 * 256 + 98]);
    expect(large.engine).toBe("wasm");
    const last = Uint8Array.from(atob(lines[LIMIT - 1]!.split(" ")[0]!), (c) => c.charCodeAt(0));
    expect(large.encodeSingleToken(last)).toBe(LIMIT - 1);
  });

  test("one more is left to TypeScript, and refused where WebAssembly was asked for by name", () => {
    expect(made(LIMIT + 1).engine).toBe("typescript");
    expect(made(LIMIT + 1).encode("ab").length).toBe(1);
    expect(() => made(LIMIT + 1, "wasm").encode("ab")).toThrow(
      expect.objectContaining({ code: "BPE_NO_WASM", message: expect.stringContaining("ids are too large") }),
    );
  });

  test("an id may be that large where there are few tokens", () => {
    const [last] = lines.slice(65_792, 65_793);
    const ranks = [...lines.slice(0, 256), `${last!.split(" ")[0]} ${LIMIT}`].join("\n");
    const large = BpeTokenizer.fromTiktoken(ranks, { name: "large", pattern: "gpt2" });
    expect(large.engine).toBe("typescript");
    expect([...large.encode("ab")]).toEqual([97, 98]);
  });

  test("special tokens may have such ids", () => {
    const specialTokens = { "<|end|>": LIMIT + 5 };
    const own = BpeTokenizer.fromTiktoken(lines.slice(0, 300).join("\n"), {
      name: "own",
      pattern: "gpt2",
      specialTokens,
      engine: "wasm",
    });
    expect([...own.encode("a<|end|>", { allowedSpecial: "all" })]).toEqual([97, LIMIT + 5]);
    expect(own.engine).toBe("wasm");
  });
});
