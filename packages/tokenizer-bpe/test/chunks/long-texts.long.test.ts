/** Chunks of 10 MB, and of texts that have no place to be cut: as the slow twin, by work that grows with the text. */
import { slowChunks, standingText } from "@windrow/testing";
import { expect, test } from "vitest";
import { checkText, fail } from "../../src/arguments.ts";
import { splitByTokens } from "../../src/chunks/split-by-tokens.ts";
import type { SplitByTokensOptions, TokenChunk } from "../../src/chunks/split-options.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";

/** Texts of every kind, no two parts alike. */
function mixedText(units: number): string {
  const kinds = (["prose", "scripts", "code", "story"] as const).map(standingText);
  let text = "";
  for (let part = 0; text.length < units; part++) {
    const kind = kinds[part % kinds.length]!;
    const start = (part * 7919) % (kind.length - 3000);
    text += `${part}. ${kind.slice(start, start + 3000)}\n`;
  }
  return text;
}

/** Units of text that are encoded on the way, for each of the text. */
function workOf(text: string, options: SplitByTokensOptions): number {
  let units = 0;
  const counted = (part: string): string => {
    units += part.length;
    return part;
  };
  const chunks = splitByTokens(text, options, { fail, checkText }, () => ({
    count: (part) => o200kBase.countTokens(counted(part)),
    truncate: (part, most) => o200kBase.truncate(counted(part), most),
    starts: (part) => o200kBase.encodeWithOffsets(counted(part), { disallowedSpecial: [] }).starts,
  }));
  let end = 0;
  for (const chunk of chunks as Iterable<TokenChunk>) end = chunk.end;
  expect(end).toBe(text.length);
  return units / text.length;
}

test("10 MB: as the slow twin, none too large, nothing lost", () => {
  const text = mixedText(10_000_000);
  const twin = slowChunks(o200kBase, text, { maxTokens: 500 }, 20_000);
  let joined = "";
  for (const chunk of o200kBase.splitByTokens(text, { maxTokens: 500 })) {
    if (joined.length < 2_000_000) expect(chunk).toEqual(twin.next().value);
    expect(o200kBase.countTokens(chunk.text)).toBe(chunk.tokens);
    expect(chunk.tokens).toBeLessThanOrEqual(500);
    joined += chunk.text;
  }
  expect(joined === text).toBe(true);
});

test("ten times the text is ten times the work, with an overlap as well", () => {
  for (const options of [{ maxTokens: 500 }, { maxTokens: 500, overlap: 50 }]) {
    const [short, long] = [workOf(mixedText(1_000_000), options), workOf(mixedText(10_000_000), options)];
    expect(long).toBeLessThan(1.1 * short);
    expect(long).toBeLessThan(12);
  }
});

test.each([
  ["spaces", " "],
  ["a letter", "a"],
  ["line feeds", "\n"],
  ["closing marks", "!"],
  ["closing brackets", ")"],
  ["a combining mark", "\u0301"],
  ["flags", "\ud83c\udde6"],
  ["sentences of a letter", "A. "],
  ["Chinese without marks", "\u4e2d\u6587"],
  ["families", "\ud83d\udc69\u200d\ud83c\udf3e\u200d"],
])("nothing but %s", (_, unit) => {
  for (const overlap of [0, 30]) {
    const [short, long] = [50_000, 500_000].map((units) =>
      workOf(unit.repeat(units / unit.length), { maxTokens: 100, overlap }),
    );
    expect(long!).toBeLessThan(1.2 * short! + 1);
    expect(long!).toBeLessThan(60);
  }
});
