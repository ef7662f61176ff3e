/** How a text is split into chunks of so many tokens. */
import { checkOptions, describe, invalidOption, type OptionError, wording } from "@windrow/core";
import type { SpecialTokenSelection } from "../special/special-tokens.ts";
import { type IsEnd, isLineEnd, isSentenceEnd, isWordEnd } from "./text-ends.ts";

/** Where chunks end by preference. */
export type ChunkEnd = "sentence" | "line" | "word" | "token";

/** How a text is split into chunks. */
export interface SplitByTokensOptions {
  /** The most tokens that a chunk may have, each counted by itself: an integer of at least 1, or Infinity. */
  readonly maxTokens: number;
  /**
   * The most tokens at the end of a chunk that the next one begins with: an integer from 0 (default), below `maxTokens`.
   * Fewer are repeated where a chunk would not get any further otherwise. The nearer it is to `maxTokens`, the more often
   * the text is encoded.
   */
  readonly overlap?: number | undefined;
  /**
   * Where a chunk ends: with its last whole `"sentence"` (default), `"line"` or `"word"`, or after as many tokens as it may
   * have (`"token"`). Where it has no whole sentence it ends with a line, else with a word, else after its tokens; the
   * same for lines, which come before sentences there. Never within a character.
   */
  readonly at?: ChunkEnd | undefined;
  /** Special tokens in the text that count as one; default none. */
  readonly allowedSpecial?: SpecialTokenSelection | undefined;
}

/** A chunk of a text. */
export interface TokenChunk {
  readonly text: string;
  /** Tokens of the chunk by itself. */
  readonly tokens: number;
  /** Where it begins and ends in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface CheckedSplit {
  readonly maxTokens: number;
  readonly overlap: number;
  /** What a chunk ends with, the best first; as many tokens as it may have come last. */
  readonly ends: readonly IsEnd[];
}

const ENDS: Readonly<Record<ChunkEnd, readonly IsEnd[]>> = {
  sentence: [isSentenceEnd, isLineEnd, isWordEnd],
  line: [isLineEnd, isSentenceEnd, isWordEnd],
  word: [isWordEnd],
  token: [],
};

export function checkSplit(fail: OptionError, options: SplitByTokensOptions): CheckedSplit {
  const given = checkOptions(fail, options, ["maxTokens", "overlap", "at", "allowedSpecial"]);
  const { maxTokens, overlap = 0, at = "sentence" } = given;
  if (!((Number.isInteger(maxTokens) || maxTokens === Infinity) && maxTokens >= 1))
    throw invalidOption(fail, "maxTokens", maxTokens, "an integer of at least 1, or Infinity");
  if (!(Number.isInteger(overlap) && overlap >= 0))
    throw invalidOption(fail, "overlap", overlap, "an integer of at least 0");
  if (overlap >= maxTokens)
    throw fail(
      wording`${{ option: "overlap" }} is ${describe(overlap)}; expected less than ${{ option: "maxTokens" }}, which is ${maxTokens}.`,
      "overlap",
      overlap,
    );
  if (!Object.hasOwn(ENDS, at)) throw invalidOption(fail, "at", at, '"sentence", "line", "word" or "token"');
  return { maxTokens, overlap, ends: ENDS[at] };
}
