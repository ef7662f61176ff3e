/**
 * Byte pair encoding the slow, obvious way: tiktoken's own pattern as a regular expression, then
 * the best pair of the whole piece again and again. For tests to compare with.
 */
import { golden } from "@windrow/testing";
import type { EncodingName } from "../src/index.ts";
import type { Vocabulary } from "../src/vocabulary.ts";

/** tiktoken's pattern as golden/tokenizer.json has it, in JavaScript's syntax. */
function patternOf(name: EncodingName): RegExp {
  const { encodings } = golden<{ encodings: Record<EncodingName, { pattern: string }> }>("tokenizer");
  const source = encodings[name].pattern
    .replace(/([+*?]|\{\d,\d\})\+/g, "$1") // possessive to greedy
    .replaceAll("\\s", "\\p{White_Space}")
    .replaceAll("\\S", "\\P{White_Space}")
    .replaceAll("(?i:[sdmt]|ll|ve|re)", "(?:[sdmtSDMT\u017f]|[lL][lL]|[vV][eE]|[rR][eE])")
    .replaceAll("(?i:'s|'t|'re|'ve|'m|'ll|'d)", "(?:'[sdmtSDMT\u017f]|'[rR][eE]|'[vV][eE]|'[lL][lL])");
  return new RegExp(source, "gu");
}

export function slowTwin(name: EncodingName, vocabulary: Vocabulary): (text: string) => number[] {
  const pattern = patternOf(name);
  return (text) =>
    (text.match(pattern) ?? []).flatMap((piece) => mergeSlowly(Buffer.from(piece, "utf8"), vocabulary.ids));
}

export function mergeSlowly(piece: Uint8Array, ids: ReadonlyMap<string, number>): number[] {
  const parts = [...piece].map((byte) => String.fromCharCode(byte));
  for (;;) {
    const ranks = parts.slice(1).map((part, i) => ids.get(parts[i]! + part) ?? Infinity);
    const lowest = Math.min(...ranks);
    if (lowest === Infinity) return parts.map((part) => ids.get(part)!);
    const at = ranks.indexOf(lowest);
    parts.splice(at, 2, parts[at]! + parts[at + 1]!);
  }
}
