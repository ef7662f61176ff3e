/** Tokens counted in bytes are as many as those of the text. */
import { getEncoding } from "@windrow/tokenizer-bpe";
import { expect, test } from "vitest";
import { bpeTextTokenizer } from "../../src/tokens/bpe-text-tokenizer.ts";
import { type Special, specialRules } from "../../src/options/special-option.ts";

const PARTS = [
  "Rake",
  " it ",
  "up",
  "\ufeff",
  "é",
  "日本語",
  "👩‍🌾",
  "\n\n",
  "   ",
  "<|endoftext|>",
  "<|end",
  "oftext|>",
];
const OTHERS = ["<|fim_prefix|>", "<|endofprompt|>", "<|", "|>"];

test.each<Special>(["endoftext", "all", "none"])("special tokens: %s", async (special) => {
  const tokenizer = bpeTextTokenizer(await getEncoding("cl100k_base"));
  const parts = [...PARTS, ...OTHERS];
  const rules = specialRules(special);
  let seed = 7;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: next() % 12 }, () => parts[next() % parts.length]).join("");
    const counted = tokenizer.countUtf8(Buffer.from(text), rules);
    expect([text, counted]).toEqual([text, tokenizer.encode(text, rules).length]);
  }
});
