/** Whole texts against Python's re, with white space and without (golden/standing_words.json). */
import { createHash } from "node:crypto";
import { golden, sha256OfIds, STANDING_NAMES, type StandingName, standingText } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { SimpleTokenizer, splitText } from "../src/index.ts";

interface Figures {
  readonly tokens: number;
  readonly sha256_joined_x1f: string;
  readonly vocab: number;
  readonly vocab_sha256_joined_x1f: string;
  readonly ids_sha256_i32le: string;
  readonly last: readonly string[];
}
const { texts } = golden<{ texts: Record<StandingName, Record<"keep" | "drop", Figures>> }>("standing_words");

const sha256OfAll = (tokens: readonly string[]): string =>
  createHash("sha256").update(tokens.join("\u001f")).digest("hex");

describe.each(STANDING_NAMES)("%s", (name) => {
  test.each(["keep", "drop"] as const)("white space: %s", (whitespace) => {
    const text = standingText(name);
    const expected = texts[name][whitespace];
    const tokenizer = new SimpleTokenizer(text, { whitespace });
    const tokens = tokenizer.tokenize(text);
    expect(tokens.slice(-8)).toEqual(expected.last);
    expect([tokens.length, sha256OfAll(tokens)]).toEqual([expected.tokens, expected.sha256_joined_x1f]);
    // The last two are the special tokens.
    const words = tokenizer.vocab.slice(0, -2);
    expect([words.length, sha256OfAll(words)]).toEqual([expected.vocab, expected.vocab_sha256_joined_x1f]);
    expect(sha256OfIds(tokenizer.encode(text))).toBe(expected.ids_sha256_i32le);
    if (whitespace === "keep") {
      expect(splitText(text)).toEqual(tokens);
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    }
  });
});
