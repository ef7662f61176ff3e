/**
 * A million characters of each worst case, through all of encoding: what took time that grows with the square
 * would not end. And through the expressions of other models, which run as JavaScript's.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { BpeTokenizer, getEncoding, listEncodingNames } from "../src/index.ts";
import { translatePattern } from "../src/patterns/translate-pattern.ts";
import { LLAMA3_PATTERN, QWEN2_PATTERN } from "../src/split/patterns.ts";
import { WORST_CASES } from "./worst-cases.ts";

const MILLION = 10 ** 6;
/** One encoding for each pattern; the others with that pattern split by the same scanner, and get a tenth. */
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
  ["Llama 3", LLAMA3_PATTERN],
  ["Qwen 2", QWEN2_PATTERN],
])("the pattern of %s", (name, pattern) => {
  const expression = new RegExp(translatePattern(pattern, "oniguruma"), "uy");
  let tokenizer: BpeTokenizer;
  beforeAll(async () => {
    const ranks = (await getEncoding("cl100k_base")).toTiktoken();
    tokenizer = BpeTokenizer.fromTiktoken(ranks, { name, pattern });
  });

  test.each(WORST_CASES)("%j, translated", (unit) => {
    const text = unit.repeat(MILLION / unit.length);
    let [at, pieces] = [0, 0];
    for (expression.lastIndex = 0; at < text.length && expression.exec(text) !== null; pieces++)
      at = expression.lastIndex;
    expect(at).toBe(text.length);
    expect(pieces).toBeGreaterThan(0);
  });

  test.each(WORST_CASES)("%j, by its scanner", (unit) => {
    const text = unit.repeat(MILLION / 10 / unit.length);
    expect(tokenizer.decode(tokenizer.encodeOrdinary(text)) === Buffer.from(text).toString()).toBe(true);
  });
});
