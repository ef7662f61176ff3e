/** Tokens as a person can see them on one line. */

const VISIBLE: Readonly<Record<string, string>> = { "\n": "\u21b5", "\r": "\u240d", "\t": "\u2192" };

/** Control characters, line separators, and what turns the direction of the text around it. */
const UNSHOWABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** White space made visible; other control characters as U+FFFD. */
export function showToken(token: string): string {
  return token.replace(UNSHOWABLE, (control) => VISIBLE[control] ?? "\ufffd");
}
