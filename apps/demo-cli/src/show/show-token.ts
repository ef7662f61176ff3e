/** Tokens, paths and the like as a person can see them on one line. `visible-text.ts` is for whole texts: it names what is hidden. */

const VISIBLE: Readonly<Record<string, string>> = { "\n": "\u21b5", "\r": "\u240d", "\t": "\u2192" };

/** Control characters, line separators, and what turns the direction of the text around it. */
const UNSHOWABLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** White space made visible; other control characters as U+FFFD. */
export function showToken(token: string): string {
  return token.replace(UNSHOWABLE, (control) => VISIBLE[control] ?? "\ufffd");
}
