/** A pattern of another engine as what splits texts here: a scanner where it means the same as one of them, else an expression. */
import {
  CL100K_PATTERN,
  hasScanner,
  LLAMA3_PATTERN,
  O200K_PATTERN,
  QWEN2_PATTERN,
  R50K_PATTERN,
} from "../split/patterns.ts";
import { UntranslatablePattern } from "./pattern-reader.ts";
import type { PatternFlavour } from "./pattern-set.ts";
import { translatePattern } from "./translate-pattern.ts";

/**
 * R50K_PATTERN as others write it. They do without its `\s++$`: `\s+(?!\S)` takes white space at the end as
 * well, and `\s+` behind that only ever takes one.
 */
const LIKE_R50K: readonly string[] = [
  String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
  String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
];

/** Those whose words mean the same in Oniguruma: Hugging Face has tiktoken's own for o200k_base. */
const OF_ONIGURUMA: ReadonlySet<string> = new Set([O200K_PATTERN, LLAMA3_PATTERN, QWEN2_PATTERN]);

const ANY_CASE = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const BOTH_CASES = String.raw`(?:'(?:[sdmtSDMTſ]|[lL][lL]|[vV][eE]|[rR][eE]))`;

/**
 * The patterns that have a scanner in words that mean the same in Oniguruma and in JavaScript, but for their \s: without
 * `++`, which changes nothing there, without `{1,3}+`, which repeats in Oniguruma, and without (?i:...).
 */
export const PORTABLE_PATTERNS: Readonly<Record<string, string>> = {
  [R50K_PATTERN]: LIKE_R50K[0]!,
  [CL100K_PATTERN]: String.raw`'(?:[sdmtSDMTſ]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+(?![\s\S])|\s*[\r\n]|\s+(?!\S)|\s`,
  [O200K_PATTERN]: O200K_PATTERN.replaceAll(ANY_CASE, BOTH_CASES),
  [LLAMA3_PATTERN]: LLAMA3_PATTERN.replace(ANY_CASE, BOTH_CASES),
  [QWEN2_PATTERN]: QWEN2_PATTERN.replace(ANY_CASE, BOTH_CASES),
};

/** The pattern with a scanner that your own pattern equals, also in the spelling of GPT-2 or Whisper; else undefined. */
export function ownScannedPattern(pattern: string): string | undefined {
  if (LIKE_R50K.includes(pattern)) return R50K_PATTERN;
  return hasScanner(pattern) ? pattern : undefined;
}

/** The pattern that has a scanner and means the same, where one does whatever the flavour. */
export function scannedPattern(pattern: string): string | undefined {
  if (LIKE_R50K.includes(pattern)) return R50K_PATTERN;
  if (OF_ONIGURUMA.has(pattern)) return pattern;
  return Object.keys(PORTABLE_PATTERNS).find((ours) => pattern === PORTABLE_PATTERNS[ours]);
}

/** @throws UntranslatablePattern */
export function splitOfPattern(pattern: string, flavour: PatternFlavour): string | RegExp {
  const scanned = scannedPattern(pattern);
  if (scanned !== undefined) return scanned;
  // In Python's syntax they are as tiktoken writes them: its own Rust expression has the same.
  if (flavour !== "oniguruma" && hasScanner(pattern)) return pattern;
  const translated = translatePattern(pattern, flavour);
  try {
    return new RegExp(translated, "uy");
  } catch (error) {
    throw new UntranslatablePattern(`does not compile (${(error as Error).message})`, { cause: error });
  }
}
