/** Half of a surrogate pair without the other, which is no text in UTF-8. */
const LONE = /\p{Cs}/gu;

/** The text with U+FFFD in place of lone surrogates, as it is in UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(LONE, "\ufffd");
}
