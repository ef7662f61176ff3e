/**
 * Python's order of strings: by code point.
 *
 * JavaScript compares UTF-16 units, which puts an astral character (units U+D800 to U+DFFF) before
 * U+E000 to U+FFFF. At the first unit that differs, the halves of an astral character are lifted
 * above all other units; a lone surrogate stays where it is, as in Python.
 */
export function compareByCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return lifted(a, i) - lifted(b, i);
  }
  return a.length - b.length;
}

function lifted(text: string, i: number): number {
  const unit = text.charCodeAt(i);
  const isHalf = text.codePointAt(i)! > 0xffff || (i > 0 && text.codePointAt(i - 1)! > 0xffff);
  return isHalf ? unit + 0x10000 : unit;
}
