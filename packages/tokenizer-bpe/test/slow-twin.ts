/**
 * Byte pair encoding the slow, obvious way: tiktoken's own pattern as a regular expression, then
 * the best pair of the whole piece again and again. For tests to compare with.
 */
import { createRequire } from "node:module";
import { golden } from "@windrow/testing";
import type { EncodingName } from "../src/index.ts";
import { rankTable } from "./rank-table.ts";

const require = createRequire(import.meta.url);

const PROPERTIES: Readonly<Record<string, string>> = {
  L: "General_Category/Letter",
  N: "General_Category/Number",
  M: "General_Category/Mark",
  Lu: "General_Category/Uppercase_Letter",
  Lt: "General_Category/Titlecase_Letter",
  Ll: "General_Category/Lowercase_Letter",
  Lm: "General_Category/Modifier_Letter",
  Lo: "General_Category/Other_Letter",
};

/** tiktoken's pattern as golden/tokenizer.json has it, in JavaScript's syntax, with Unicode 16's classes spelled out. */
function patternOf(name: EncodingName): RegExp {
  const { encodings } = golden<{ encodings: Record<EncodingName, { pattern: string }> }>("tokenizer");
  const source = encodings[name].pattern
    .replace(/([+*?]|\{\d,\d\})\+/g, "$1") // possessive to greedy
    .replaceAll("\\s", "\\p{White_Space}")
    .replaceAll("\\S", "\\P{White_Space}")
    .replaceAll("(?i:[sdmt]|ll|ve|re)", "(?:[sdmtSDMT\u017f]|[lL][lL]|[vV][eE]|[rR][eE])")
    .replaceAll("(?i:'s|'t|'re|'ve|'m|'ll|'d)", "(?:'[sdmtSDMT\u017f]|'[rR][eE]|'[vV][eE]|'[lL][lL])")
    // Within brackets the ranges themselves, else brackets around them.
    .replace(/\[[^\]]*\]/g, (set) => set.replace(/\\p\{(L|N|M|Lu|Lt|Ll|Lm|Lo)\}/g, (_, property) => rangesOf(property)))
    .replace(/\\p\{(L|N)\}/g, (_, property) => `[${rangesOf(property)}]`);
  return new RegExp(source, "gu");
}

function rangesOf(property: string): string {
  const { characters } = require(`regenerate-unicode-properties/${PROPERTIES[property]}.js`) as {
    characters: { data: number[] };
  };
  // Pairs of first code point and the one after the last.
  const { data } = characters;
  let ranges = "";
  for (let i = 0; i < data.length; i += 2) {
    ranges += `\\u{${data[i]!.toString(16)}}-\\u{${(data[i + 1]! - 1).toString(16)}}`;
  }
  return ranges;
}

export function slowTwin(name: EncodingName): (text: string) => number[] {
  const pattern = patternOf(name);
  const ids = rankTable(name);
  const known = new Map<string, number[]>();
  return (text) =>
    (text.match(pattern) ?? []).flatMap((piece) => {
      const merged = known.get(piece) ?? mergeSlowly(Buffer.from(piece, "utf8"), ids);
      if (piece.length < 20) known.set(piece, merged);
      return merged;
    });
}

export function mergeSlowly(piece: Uint8Array, ids: ReadonlyMap<string, number>): number[] {
  const parts = Array.from(piece, (byte) => String.fromCharCode(byte));
  const rankAt = (i: number): number => ids.get(parts[i]! + parts[i + 1]!) ?? Infinity;
  // The rank of each part with the one behind it. It is looked up again only beside a merge, since that was half of
  // the tests' time.
  const ranks = parts.slice(1).map((_, i) => rankAt(i));
  for (;;) {
    const lowest = Math.min(...ranks);
    if (lowest === Infinity) return parts.map((part) => ids.get(part)!);
    const at = ranks.indexOf(lowest);
    parts.splice(at, 2, parts[at]! + parts[at + 1]!);
    ranks.splice(at, 1);
    if (at > 0) ranks[at - 1] = rankAt(at - 1);
    if (at < ranks.length) ranks[at] = rankAt(at);
  }
}
