/** How much of a text is looked at for its first pieces. What the pieces are is asked of the library (read/stages.test.ts). */
import { describe, expect, test } from "vitest";
import { AlignedText } from "../../src/aligned/aligned-text.ts";
import { HfTokenizer } from "../../src/index.ts";
import { literalPattern, type Pattern } from "../../src/patterns/pattern.ts";
import { ByteLevel } from "../../src/pre-tokenizers/byte-level.ts";
import type { PreTokenizer } from "../../src/pre-tokenizers/pre-tokenizer.ts";
import { PreTokenizerSequence } from "../../src/pre-tokenizers/sequence.ts";
import { Split } from "../../src/pre-tokenizers/split.ts";
import { BEHAVIORS } from "../../src/pre-tokenizers/split-behavior.ts";

const TEXT = "hay ".repeat(100);

/** Spaces, and how many of them were asked for. */
function countedSpaces(): { readonly pattern: Pattern; readonly asked: () => number } {
  let asked = 0;
  const spaces = literalPattern(" ");
  const pattern: Pattern = {
    *matches(text) {
      for (const match of spaces.matches(text)) {
        asked++;
        yield match;
      }
    },
  };
  return { pattern, asked: () => asked };
}

function firstPieces(preTokenizer: PreTokenizer, count: number): string[] {
  const pieces: string[] = [];
  for (const { text } of preTokenizer.split(AlignedText.of(TEXT))) {
    pieces.push(text);
    if (pieces.length === count) break;
  }
  return pieces;
}

describe.each(BEHAVIORS)("%s", (behavior) => {
  test.each([false, true])("inverted %s: no more than the next piece is looked for", (isInverted) => {
    const { pattern, asked } = countedSpaces();
    const split = new Split(pattern, behavior, isInverted);
    const alone = firstPieces(split, 3);
    expect(asked()).toBeLessThanOrEqual(5);
    const before = asked();
    const steps = new PreTokenizerSequence([split, new ByteLevel(false, false)]);
    expect(firstPieces(steps, 3)).toEqual(alone.map((piece) => piece.replaceAll(" ", "Ġ")));
    expect(asked() - before).toBeLessThanOrEqual(5);
  });

  test("counted up to a limit", () => {
    const preTokenizer = { type: "Split", pattern: { String: " " }, behavior, invert: false };
    const model = { type: "WordLevel", vocab: { "[UNK]": 0, hay: 1 }, unk_token: "[UNK]" };
    const tokenizer = HfTokenizer.fromJson({ version: "1.0", pre_tokenizer: preTokenizer, model });
    const count = tokenizer.countTokens(TEXT);
    expect(count).toBe(tokenizer.encode(TEXT).length);
    for (const limit of [0, 1, count - 1, count])
      expect(tokenizer.isWithinTokenLimit(TEXT, limit)).toBe(count <= limit);
  });
});
