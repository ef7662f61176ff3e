/** A text between its special tokens, and how many tokens it has. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import type { SpecialTokenFinder } from "@windrow/tokenizer-bpe/internal";

/** Texts without special tokens, never empty, and the ids of the special tokens between them. */
export type TextPart = string | number;

/** @param allowed what finds special tokens; undefined where all is text */
export function* textParts(
  text: string,
  allowed: SpecialTokenFinder | undefined,
  ids: ReadonlyMap<string, number>,
): Generator<TextPart, void, undefined> {
  let start = 0;
  for (let found = allowed?.next(text); found !== undefined; found = allowed!.next(text, start)) {
    if (found.index > start) yield text.slice(start, found.index);
    yield ids.get(found.token)!;
    start = found.index + found.token.length;
  }
  if (start < text.length) yield text.slice(start);
}

/**
 * The number of tokens, or more than `limit` as soon as it is certain that there are more.
 * @param limit any number; there are never more than NaN, as in the original
 */
export function countWithin(tokenizer: BpeTokenizer, parts: Iterable<TextPart>, limit: number): number {
  let count = 0;
  for (const part of parts) {
    count += typeof part === "number" ? 1 : countTextWithin(tokenizer, part, limit - count);
    if (count > limit) break;
  }
  return count;
}

function countTextWithin(tokenizer: BpeTokenizer, text: string, limit: number): number {
  if (!(text.length > limit)) return tokenizer.countTokens(text);
  return (limit >= 0 ? tokenizer.tokenCountWithin(text, Math.floor(limit)) : undefined) ?? Infinity;
}
