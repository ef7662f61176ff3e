/**
 * Split patterns, tiktoken's as tiktoken writes them and those of two families of models as their files do, and the
 * scanner that does the work of each. Source: tiktoken_ext/openai_public.py, tiktoken 0.14; tokenizer.json of
 * Meta-Llama-3-8B and of Qwen2-7B.
 */
import { loadClasses } from "./character-classes.ts";
import { scanCl100k } from "./scan-cl100k.ts";
import { scanLlama3, scanQwen2 } from "./scan-llama3.ts";
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

/** Llama 3, and others such as GLM 4, Phi 4 and cl100k_base in files of Hugging Face. */
export const LLAMA3_PATTERN: string = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;

/** Qwen 2, 2.5 and 3: a piece for each number. */
export const QWEN2_PATTERN: string = LLAMA3_PATTERN.replace(String.raw`\p{N}{1,3}`, String.raw`\p{N}`);

/** Those that have a scanner; the engine in WebAssembly knows them by their place here. */
export const PATTERNS: readonly string[] = [R50K_PATTERN, CL100K_PATTERN, O200K_PATTERN, LLAMA3_PATTERN, QWEN2_PATTERN];

const SCANNERS: ReadonlyMap<string, PieceScanner> = /* @__PURE__ */ new Map([
  [R50K_PATTERN, scanR50k],
  [CL100K_PATTERN, scanCl100k],
  [O200K_PATTERN, scanO200k],
  [LLAMA3_PATTERN, scanLlama3],
  [QWEN2_PATTERN, scanQwen2],
]);

/** Whether a pattern is one that has a scanner. */
export function hasScanner(pattern: string): boolean {
  return PATTERNS.includes(pattern);
}

/** The scanner of a pattern that has one. */
export function scannerOf(pattern: string): PieceScanner {
  loadClasses();
  return SCANNERS.get(pattern)!;
}
