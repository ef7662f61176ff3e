/** Where characters begin, as a person sees them: combining marks and emoji sequences stay with what they belong to. */

let segmenter: Intl.Segmenter | undefined;

/**
 * Where the character begins that the unit at `index` belongs to: `index` itself between two characters. No more is looked
 * at than what stands between two places where a character ends whatever is around it.
 */
export function characterStart(text: string, index: number): number {
  if (index <= 0 || index >= text.length) return Math.min(Math.max(index, 0), text.length);
  if (isCertain(text, index)) return index;
  let [start, end] = [index - 1, index + 1];
  while (start > 0 && !isCertain(text, start)) start--;
  while (end < text.length && !isCertain(text, end)) end++;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return start + segmenter.segment(text.slice(start, end)).containing(index - start)!.index;
}

/** Where the code point begins that the unit at `index` belongs to. */
export function codePointStart(text: string, index: number): number {
  const isWithin = index > 0 && text.codePointAt(index - 1)! > 0xffff;
  return isWithin ? index - 1 : Math.min(index, text.length);
}

/** Whether a character ends before a unit, whatever is around the two: behind a line feed, and between plain ones. */
function isCertain(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  return before === 0x0a || (isPlain(before) && isPlain(text.charCodeAt(index)));
}

/** ASCII that is printable, letters of Latin, Greek and Cyrillic, kana, ideographs and syllables of Hangul. */
function isPlain(unit: number): boolean {
  if (unit < 0x3041) return unit < 0x7f ? unit >= 0x20 : isLetter(unit);
  return unit < 0x3097 || (unit >= 0x30a1 && unit < 0xa000) || (unit >= 0xac00 && unit < 0xd7a4);
}

function isLetter(unit: number): boolean {
  return (unit >= 0xc0 && unit < 0x300) || (unit >= 0x370 && unit < 0x483) || (unit >= 0x48a && unit < 0x530);
}
