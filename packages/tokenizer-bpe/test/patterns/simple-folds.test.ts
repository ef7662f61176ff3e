/** `(?i:...)` as Rust's regex has it: what tiktoken matches, over all code points. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codePointSet } from "../../src/patterns/code-point-set.ts";
import { foldsOfCharacter, withFolds } from "../../src/patterns/simple-folds.ts";
import { translatePattern } from "../../src/patterns/translate-pattern.ts";

interface Recorded {
  /** Characters that are alike, group by group. */
  readonly folds: string;
  /** By pattern: what it matches in the text of all code points. */
  readonly matched: Readonly<Record<string, { readonly count: number; readonly sha256: string }>>;
}

const recorded = JSON.parse(
  readFileSync(new URL("../fixtures/simple-folds.json", import.meta.url), "utf8"),
) as Recorded;
const codePoints = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff);

test("the characters that are alike are those of Rust, for every code point", () => {
  const groups = new Map(recorded.folds.split(" ").flatMap((group) => Array.from(group, (one) => [one, group])));
  for (const code of codePoints) {
    const character = String.fromCodePoint(code);
    const folds = [...foldsOfCharacter(character)].toSorted().join("");
    const expected = [...(groups.get(character) ?? character)].toSorted().join("");
    if (folds !== expected) expect([code.toString(16), folds]).toEqual([code.toString(16), expected]);
  }
  expect(groups.size).toBeGreaterThan(2900);
});

test("a set with all that its characters are alike with: one by one", () => {
  for (const [first, last] of [
    [0, 0x10ffff],
    [0x41, 0x4a],
    [0x390, 0x3c9],
    [0x1e900, 0x1e921],
    [0x212a, 0x212a],
  ] as const) {
    const slow = new Set<string>();
    for (let code = first; code <= last; code++) {
      if (code >= 0xd800 && code <= 0xdfff) slow.add(String(code));
      else for (const one of foldsOfCharacter(String.fromCodePoint(code))) slow.add(String(one.codePointAt(0)));
    }
    const set = withFolds(codePointSet([[first, last]]));
    let count = 0;
    for (let i = 0; i < set.length; i += 2) {
      count += set[i + 1]! - set[i]! + 1;
      for (let code = set[i]!; code <= set[i + 1]!; code += 97) expect(slow.has(String(code))).toBe(true);
    }
    expect(count).toBe(slow.size);
  }
});

test.each(Object.entries(recorded.matched))("%s matches what tiktoken matches", (pattern, { count, sha256 }) => {
  const text = codePoints.map((code) => String.fromCodePoint(code)).join("");
  const found = Array.from(text.matchAll(new RegExp(translatePattern(pattern, "tiktoken"), "gu")), ([one]) => one).join(
    "",
  );
  expect([...found].length).toBe(count);
  expect(createHash("sha256").update(found).digest("hex")).toBe(sha256);
});
