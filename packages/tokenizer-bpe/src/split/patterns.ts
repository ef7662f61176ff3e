/**
 * tiktoken's split patterns, as tiktoken writes them, and the scanner that does the work of each.
 * Source: tiktoken_ext/openai_public.py, tiktoken 0.14.
 */
import { loadClasses } from "./character-classes.ts";
import { scanCl100k } from "./scan-cl100k.ts";
import { scanO200k } from "./scan-o200k.ts";
import { scanR50k } from "./scan-r50k.ts";

/**
 * Where the piece that begins at `start` ends. Input as in scan-runs.ts: valid UTF-8, and STOP at
 * `limit`. If more text is to come behind `limit` (not `isFinal`), only an end that lies eight bytes or
 * more before `limit` is certain; a scanner that can't tell yet gives `limit`.
 */
export type PieceScanner = (bytes: Uint8Array, start: number, limit: number, isFinal: boolean) => number;

/** gpt2, r50k_base, p50k_base and p50k_edit. */
export const R50K_PATTERN: string = String.raw`'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s`;

/** cl100k_base. */
export const CL100K_PATTERN: string = String.raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s`;

/** o200k_base and o200k_harmony. */
export const O200K_PATTERN: string = [
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
  String.raw`\p{N}{1,3}`,
  String.raw` ?[^\s\p{L}\p{N}]+[\r\n/]*`,
  String.raw`\s*[\r\n]+`,
  String.raw`\s+(?!\S)`,
  String.raw`\s+`,
].join("|");

/** Those that have a scanner; the engine in WebAssembly knows them by their place here. */
export const PATTERNS: readonly string[] = [R50K_PATTERN, CL100K_PATTERN, O200K_PATTERN];

/** Whether a pattern is one that has a scanner. */
export function hasScanner(pattern: string): boolean {
  return PATTERNS.includes(pattern);
}

/** The scanner of a pattern that has one. */
export function scannerOf(pattern: string): PieceScanner {
  loadClasses();
  if (pattern === R50K_PATTERN) return scanR50k;
  return pattern === CL100K_PATTERN ? scanCl100k : scanO200k;
}
