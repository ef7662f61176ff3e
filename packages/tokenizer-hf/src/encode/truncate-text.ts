/** The beginning of a text that its first tokens hold. */
import type { Encoding } from "../post-processors/encoding.ts";

/**
 * Where it ends, in UTF-16 units. A character that the tokens would cut is left out, and what is left has at most `most`
 * tokens by itself.
 * @param encoding all tokens of the text, with their places
 * @param countOf the number of tokens of a beginning
 */
export function endOfTokens(
  text: string,
  { ids, starts, ends }: Encoding,
  most: number,
  countOf: (beginning: string) => number,
): number {
  if (ids.length <= most) return text.length;
  for (let kept = most; kept > 0; kept--) {
    const end = endOfKept(starts, ends, kept);
    if (countOf(text.slice(0, end)) <= most) return end;
  }
  return 0;
}

/** Before what the next token comes from, where that begins within the last one. */
function endOfKept(starts: readonly number[], ends: readonly number[], kept: number): number {
  const next = starts[kept]!;
  const last = ends[kept - 1]!;
  return next < last ? next : last;
}
