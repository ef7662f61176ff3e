/**
 * Extended grapheme clusters (Unicode Standard Annex 29, rules GB3 to GB999) with the tables of huggingface/tokenizers
 * 0.23: engines have their own in Intl.Segmenter, each those of another version of Unicode, and take long.
 */
import {
  CONSONANT,
  CONTROL,
  CR,
  EXTEND,
  graphemeClass,
  HANGUL_L,
  HANGUL_LV,
  HANGUL_LVT,
  HANGUL_T,
  HANGUL_V,
  JOINER,
  LF,
  LINKER,
  PICTOGRAPH,
  PLAIN,
  PREPEND,
  REGIONAL,
  SPACING,
} from "./grapheme-classes.ts";

/**
 * Whether a character of a class may go with others that do not: between two characters for which this is false there is a
 * boundary, whatever stands around them.
 */
export function joins(kind: number): boolean {
  return (
    !(kind === PLAIN || kind === LF || kind === CONTROL || kind === CONSONANT || kind === PICTOGRAPH) &&
    kind < HANGUL_LV
  );
}

/** Where the cluster ends that begins at a place, in UTF-16 units. The text has no lone surrogates. */
export function clusterEnd(text: string, start: number): number {
  let code = text.codePointAt(start)!;
  let at = start + (code > 0xffff ? 2 : 1);
  let before = graphemeClass(code);
  /** Whether an odd number of regional indicators stands before. */
  let isHalfFlag = before === REGIONAL;
  /** Whether a pictograph and what extends it stand before. */
  let isPictograph = before === PICTOGRAPH;
  /** 1 behind a consonant and what extends it, 2 once there was a linker. */
  let conjunct = before === CONSONANT ? 1 : 0;
  for (; at < text.length; at += code > 0xffff ? 2 : 1) {
    code = text.codePointAt(at)!;
    const kind = graphemeClass(code);
    const isJoined =
      isPair(before, kind) ||
      (kind === REGIONAL && isHalfFlag) ||
      (kind === PICTOGRAPH && before === JOINER && isPictograph) ||
      (kind === CONSONANT && conjunct === 2);
    if (!isJoined) break;
    isHalfFlag = kind === REGIONAL && !isHalfFlag;
    isPictograph =
      kind === PICTOGRAPH ||
      (isPictograph && (kind === EXTEND || kind === LINKER || kind === JOINER || code === 0x200c));
    if (kind === CONSONANT) conjunct = 1;
    else if (kind === LINKER && conjunct > 0) conjunct = 2;
    else if (kind !== EXTEND && kind !== JOINER) conjunct = 0;
    before = kind;
  }
  return at;
}

/** Whether there is no boundary between two, whatever stands before them. */
function isPair(before: number, kind: number): boolean {
  if (before === CR) return kind === LF;
  if (before === LF || before === CONTROL || kind === CR || kind === LF || kind === CONTROL) return false;
  if (kind === EXTEND || kind === LINKER || kind === JOINER || kind === SPACING || before === PREPEND) return true;
  if (before === HANGUL_L) return kind === HANGUL_L || kind === HANGUL_V || kind === HANGUL_LV || kind === HANGUL_LVT;
  if (before === HANGUL_LV || before === HANGUL_V) return kind === HANGUL_V || kind === HANGUL_T;
  return (before === HANGUL_LVT || before === HANGUL_T) && kind === HANGUL_T;
}
