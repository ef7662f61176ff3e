/** Vocabularies that are not tiktoken's, of every form, in the engine in WebAssembly. */
import { mulberry32 } from "@windrow/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { BpeTokenizer } from "../../src/index.ts";
import { PATTERNS } from "../../src/split/patterns.ts";
import { ownSource } from "../../src/vocabulary/vocabulary-source.ts";
import type { Vocabulary } from "../../src/vocabulary/vocabulary.ts";
import { BothEngines } from "./both-engines.ts";
import { vocabularyOfMerges } from "../../src/vocabulary/vocabulary-of-merges.ts";
import { randomMerges, randomRankedMerges, randomRanks, textFor } from "./random-vocabularies.ts";

/** What a vocabulary may have that tiktoken's do not. */
function formOf({ isTree, pairs, ids, takesWholeTokens, byteIds }: Vocabulary): string {
  const lacksBytes = byteIds.includes(-1) && "lacks bytes";
  const has = [
    pairs.made && "made",
    pairs.tokens && "ranks",
    lacksBytes,
    ids && "ids",
    takesWholeTokens && "whole tokens",
  ].filter(Boolean);
  return [isTree ? "a tree" : "no tree", ...has].join(", ");
}

const forms = new Set<string>();

/** Of 130: a third of the first 90 by ranks, the others of these by merges, and the rest by merges with ranks of their own. */
function vocabularyOf(seed: number, random: () => number): Vocabulary {
  const count = 2 + Math.floor(random() * 120);
  if (seed >= 90) return vocabularyOfMerges(randomRankedMerges(random, count));
  return (seed % 3 === 0 ? randomRanks : randomMerges)(random, count);
}

test.each(Array.from({ length: 130 }, (_, seed) => seed))("150 texts with a random vocabulary (seed %i)", (seed) => {
  const random = mulberry32(7100 + seed);
  const vocabulary = vocabularyOf(seed, random);
  forms.add(formOf(vocabulary));
  const engines = new BothEngines(PATTERNS[seed % PATTERNS.length]!, ownSource(vocabulary));
  for (let i = 0; i < 150; i++) {
    const text = textFor(random);
    expect(engines.difference(text, [random(), random()]), JSON.stringify(text)).toBeUndefined();
    const piece = Buffer.from(text);
    expect(engines.wasm.encodePiece(piece), JSON.stringify(text)).toEqual(engines.typescript.encodePiece(piece));
  }
});

test("those were of each form", () => {
  expect([...forms].toSorted()).toEqual([
    "a tree",
    "a tree, ids",
    "no tree, ids",
    "no tree, ids, whole tokens",
    "no tree, lacks bytes, ids, whole tokens",
    "no tree, made, whole tokens",
    "no tree, ranks",
    "no tree, ranks, lacks bytes",
    "no tree, ranks, lacks bytes, whole tokens",
    "no tree, ranks, whole tokens",
  ]);
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
