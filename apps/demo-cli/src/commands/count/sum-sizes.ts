/** Sizes of several texts: their sums, and which of them comes first. */
import type { Sizes } from "./count-stream.ts";

/** The most tokens first. */
export function byTokens(one: Sizes, other: Sizes): number {
  return other.tokens[0]! - one.tokens[0]!;
}

/** @param encodings how many there are: of no files too */
export function sumSizes(all: readonly Sizes[], encodings: number): Sizes {
  const tokens = Array.from({ length: encodings }, () => 0);
  let [chars, bytes] = [0, 0];
  for (const sizes of all) {
    for (let i = 0; i < encodings; i++) tokens[i]! += sizes.tokens[i]!;
    chars += sizes.chars;
    bytes += sizes.bytes;
  }
  return { tokens, chars, bytes };
}
