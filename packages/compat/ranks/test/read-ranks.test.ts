/** Both forms of ranks; the objects as a whole are tested in the packages that have them built in. */
import { expect, test } from "vitest";
import { patternOfJsTiktoken, patternOfTiktoken } from "../src/index.ts";
import { enginePattern } from "../src/patterns.ts";
import { readRanks } from "../src/read-ranks.ts";

test("runs of tokens become lines of a .tiktoken file, whose own lines stay", () => {
  expect(readRanks("! 0 IQ== Ig==\n! 7 Iw==\n")).toBe("IQ== 0\nIg== 1\nIw== 7\n");
  expect(readRanks("IQ== 0\nIg== 1\n")).toBe("IQ== 0\nIg== 1\n");
  expect(readRanks("")).toBe("");
});

test("the originals' patterns are those of encodings; others are left as they are", () => {
  const NAMES = [
    ["gpt2", "r50k_base"],
    ["p50k_edit", "r50k_base"],
    ["cl100k_base", "cl100k_base"],
    ["o200k_base", "o200k_base"],
  ] as const;
  for (const [name, family] of NAMES) {
    expect(enginePattern(patternOfJsTiktoken(name))).toBe(family);
    expect(enginePattern(patternOfTiktoken(name))).toBe(family);
  }
  expect(enginePattern(String.raw`\w+|\W`)).toBe(String.raw`\w+|\W`);
});
