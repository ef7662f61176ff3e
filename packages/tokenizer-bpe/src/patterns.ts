/**
 * tiktoken's split patterns in JavaScript's syntax.
 *
 * Source: tiktoken_ext/openai_public.py, tiktoken 0.14. What differs from it:
 * - Rust's `\s` is Unicode's White_Space (U+0085 is in, U+FEFF is out), so it is written as that.
 * - Possessive quantifiers are plain here. Each one stands where giving back could not make the
 *   rest of its alternative match, so the pieces are the same.
 * - `(?i:...)` is spelled out, with U+017F (the long s), which folds to s.
 * Every pattern matches at every place of every text, so the pieces lie side by side.
 */
const SPACE = "\\p{White_Space}";
const NOT_SPACE = "\\P{White_Space}";
const TRAILING_SPACE = `${SPACE}+(?!${NOT_SPACE})`;

const CONTRACTION = "'(?:[sSſdDmMtT]|[lL][lL]|[vV][eE]|[rR][eE])";
const UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
const LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
const WORD_START = "[^\\r\\n\\p{L}\\p{N}]?";

/** gpt2, r50k_base, p50k_base and p50k_edit. */
export const R50K_PATTERN: string = [
  "'(?:[sdmt]|ll|ve|re)",
  " ?\\p{L}+",
  " ?\\p{N}+",
  ` ?[^${SPACE}\\p{L}\\p{N}]+`,
  `${SPACE}+$`,
  TRAILING_SPACE,
  SPACE,
].join("|");

/** cl100k_base. */
export const CL100K_PATTERN: string = [
  CONTRACTION,
  `${WORD_START}\\p{L}+`,
  "\\p{N}{1,3}",
  ` ?[^${SPACE}\\p{L}\\p{N}]+[\\r\\n]*`,
  `${SPACE}+$`,
  `${SPACE}*[\\r\\n]`,
  TRAILING_SPACE,
  SPACE,
].join("|");

/** o200k_base and o200k_harmony. */
export const O200K_PATTERN: string = [
  `${WORD_START}${UPPER}*${LOWER}+(?:${CONTRACTION})?`,
  `${WORD_START}${UPPER}+${LOWER}*(?:${CONTRACTION})?`,
  "\\p{N}{1,3}",
  ` ?[^${SPACE}\\p{L}\\p{N}]+[\\r\\n/]*`,
  `${SPACE}*[\\r\\n]+`,
  TRAILING_SPACE,
  `${SPACE}+`,
].join("|");
