/**
 * A million characters of each worst case, through all of encoding: what took time that grows with the square
 * would not end. And through the expressions of other models, which run as JavaScript's.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { BpeTokenizer, getEncoding, listEncodingNames } from "../src/index.ts";
import { splitOfPattern } from "../src/formats/split-of-pattern.ts";
import { WORST_CASES } from "./worst-cases.ts";

const MILLION = 10 ** 6;
/** Of each pattern one encoding; the others of the pattern split by the same scanner, and get a tenth. */
const WITH_A_MILLION: ReadonlySet<string> = new Set(["gpt2", "cl100k_base", "o200k_base"]);

describe.each(listEncodingNames())("%s", (name) => {
  let tokenizer: BpeTokenizer;
  beforeAll(async () => void (tokenizer = await getEncoding(name)));

  test.each(WORST_CASES)("%j", (unit) => {
    const characters = WITH_A_MILLION.has(name) ? MILLION : MILLION / 10;
    const text = unit.repeat(characters / unit.length);
    expect(tokenizer.decode(tokenizer.encodeOrdinary(text)) === Buffer.from(text).toString()).toBe(true);
  });
});

describe.each([
  [
    "Llama 3",
    String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  ],
  [
    "Qwen 2",
    String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  ],
])("the pattern of %s, translated", (_, pattern) => {
  const split = splitOfPattern(pattern, "oniguruma") as RegExp;

  test.each(WORST_CASES)("%j", (unit) => {
    const text = unit.repeat(MILLION / unit.length);
    let [at, pieces] = [0, 0];
    for (split.lastIndex = 0; at < text.length && split.exec(text) !== null; pieces++) at = split.lastIndex;
    expect(at).toBe(text.length);
    expect(pieces).toBeGreaterThan(0);
  });
});
