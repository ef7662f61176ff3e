/** Which script a word is of, as far as words are to be drawn from those of the same one. */

/** Scripts that put no spaces between words: a run of letters there is half a sentence. */
const UNSPACED = new Set(["han", "japanese", "0e", "0f", "10", "17"]);

/** Its name, or the first byte of its block: Greek is "03", Thai "0e". */
export function scriptOf(word) {
  const code = word.codePointAt(0);
  if (code < 0x250) return "latin";
  if (code >= 0xac00 && code < 0xd7b0) return "hangul";
  if (/[\u3041-\u30ff]/.test(word)) return "japanese";
  if (code >= 0x3400 && code < 0xa000) return "han";
  return (code >> 8).toString(16).padStart(2, "0");
}

export function isUnspaced(script) {
  return UNSPACED.has(script);
}
