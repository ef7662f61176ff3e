/** Half of a surrogate pair without the other, which UTF-8 can't encode. */
const LONE = /\p{Cs}/gu;

/** Newer engines know at once whether there is one; the expression takes as long as encoding does. */
interface NewerString {
  isWellFormed?(): boolean;
}

/** The text with U+FFFD in place of lone surrogates, as it is in UTF-8. */
export function wellFormed(text: string): string {
  return (text as NewerString).isWellFormed?.() === true ? text : text.replace(LONE, "\ufffd");
}
