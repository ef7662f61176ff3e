/** Where a piece that a regular expression finds ends. */
import { quoted } from "@windrow/core";
import { BpeError } from "../errors.ts";

/**
 * @param expression with the flags `u` or `v`, and `y`
 * @throws BpeError BPE_PIECE_TOO_LONG, BPE_INVALID_PATTERN
 */
export function pieceEnd(expression: RegExp, text: string, start: number): number {
  expression.lastIndex = start;
  try {
    expression.test(text);
  } catch (error) {
    // V8's regular expressions keep a place to go back to for each character of a run, in 64 MB.
    throw new BpeError(
      "BPE_PIECE_TOO_LONG",
      `the text has no break for millions of characters from index ${start} on (${(error as Error).message}). ` +
        "Encode the text in parts.",
      { index: start, cause: error },
    );
  }
  if (expression.lastIndex > start) return expression.lastIndex;
  const rest = quoted(text.slice(start, start + 20));
  throw new BpeError(
    "BPE_INVALID_PATTERN",
    `the pattern matches nothing at index ${start} of the text, before ${rest}, so that text would be lost. ` +
      // `[^]` is an empty set where a pattern is read as tiktoken reads it.
      String.raw`Add |[\s\S] at its end, which matches any character.`,
    // Not the expression: what it was made of may be a hundredth as long.
    { index: start },
  );
}
