/** The texts that every clone has: the bytes that the figures were made from, and what they are there to hold. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fileOfCorpus, STANDING_NAMES, type StandingName, standingText } from "../src/index.ts";
import { generateStandingText } from "../src/standing-texts/standing-text.ts";

const recorded = JSON.parse(readFileSync(new URL("../golden/standing_texts.json", import.meta.url), "utf8")) as {
  texts: Record<StandingName, { bytes: number; sha256: string }>;
};

test("there are figures of each", () => {
  expect(Object.keys(recorded.texts)).toEqual(STANDING_NAMES);
});

test.each(STANDING_NAMES)("%s is the text that its figures were made from, also as a file", (name) => {
  const { bytes, sha256 } = recorded.texts[name];
  for (const made of [Buffer.from(generateStandingText(name)), readFileSync(fileOfCorpus(name))]) {
    expect([made.length, createHash("sha256").update(made).digest("hex")]).toEqual([bytes, sha256]);
    expect(made.toString()).toBe(standingText(name));
  }
});

test("the scripts are many, and without lone surrogates", () => {
  const text = standingText("scripts");
  const scripts =
    "Latin Greek Cyrillic Armenian Hebrew Arabic Devanagari Bengali Tamil Thai Georgian Ethiopic Khmer Hiragana Katakana Han Hangul Deseret Gothic";
  for (const script of scripts.split(" ")) expect(text, script).toMatch(new RegExp(`\\p{Script=${script}}{2}`, "u"));
  for (const kind of [
    "\\p{Lt}",
    "\\p{Lm}",
    "\\p{Mn}",
    "\\p{Mc}",
    "\\p{Nl}",
    "\\p{No}",
    "\\p{Zs}",
    "\\p{Cf}",
    "\\p{Co}",
    "\\p{Emoji_Modifier}",
  ])
    expect(text, kind).toMatch(new RegExp(kind, "u"));
  expect(text).not.toMatch(/\p{Cs}/u);
});

test("the code has the ends of lines, indents and long runs of code", () => {
  const text = standingText("code");
  for (const part of ["\r\n", "\n\t\t", "\n        ", "\f", "\\n", "0x", "=>"]) expect(text).toContain(part);
  expect(text).toMatch(/([^\s])\1{60}/);
});

test("the prose has more different words than the story, whose words it has as well", () => {
  const wordsOf = (name: StandingName): Set<string> => new Set(standingText(name).match(/[a-z]+/g));
  const [story, prose] = [wordsOf("story"), wordsOf("prose")];
  expect(prose.size).toBeGreaterThan(3 * story.size);
  expect([...story].filter((word) => prose.has(word)).length).toBeGreaterThan(0.9 * story.size);
});
