/**
 * Split patterns as js-tiktoken and tiktoken spell them. Python's tiktoken has each of them in other words since; those
 * decide the ids here, and have a scanner.
 */
import type { TiktokenEncoding } from "./encoding-names.ts";

/** Where a letter's case doesn't matter, as JavaScript without (?i:...) says it. */
const CONTRACTIONS = "('s|'S|'t|'T|'re|'rE|'Re|'RE|'ve|'vE|'Ve|'VE|'m|'M|'ll|'lL|'Ll|'LL|'d|'D)";
const CONTRACTIONS_OF_RUST = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

const R50K = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

function cl100k(contractions: string): string {
  return String.raw`${contractions}|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
}

function o200k(contractions: string): string {
  const [upper, lower] = [String.raw`[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`, String.raw`[\p{Ll}\p{Lm}\p{Lo}\p{M}]`];
  const before = String.raw`[^\r\n\p{L}\p{N}]?`;
  return String.raw`${before}${upper}*${lower}+${contractions}?|${before}${upper}+${lower}*${contractions}?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
}

const BY_ENCODING: Readonly<Record<TiktokenEncoding, (contractions: string) => string>> = {
  gpt2: () => R50K,
  r50k_base: () => R50K,
  p50k_base: () => R50K,
  p50k_edit: () => R50K,
  cl100k_base: cl100k,
  o200k_base: o200k,
};

/** The `pat_str` of js-tiktoken's ranks. */
export function patternOfJsTiktoken(encoding: TiktokenEncoding): string {
  return BY_ENCODING[encoding](CONTRACTIONS);
}

/** The `pat_str` of tiktoken's encoders. */
export function patternOfTiktoken(encoding: TiktokenEncoding): string {
  return BY_ENCODING[encoding](CONTRACTIONS_OF_RUST);
}

/** Encodings that differ in their patterns. */
const DISTINCT: readonly TiktokenEncoding[] = ["r50k_base", "cl100k_base", "o200k_base"];

/** What the engine takes for a pattern: the encoding whose pattern it is in the originals' words, or the pattern itself. */
export function enginePattern(pattern: string): string {
  const isOneOf = (encoding: TiktokenEncoding): boolean =>
    pattern === patternOfJsTiktoken(encoding) || pattern === patternOfTiktoken(encoding);
  return DISTINCT.find(isOneOf) ?? pattern;
}
