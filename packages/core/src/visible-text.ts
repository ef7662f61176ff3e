/**
 * Text that others wrote, made safe to show: file names, contents, messages of other programs. Nothing
 * in it can move the cursor, set a title, end a line, turn the direction of the text around it, or be
 * there unseen.
 *
 * Everything that windrow writes to a terminal, a log or an error's message goes through here.
 */

/**
 * Controls (C0, DEL, C1), line and paragraph separators, halves of surrogate pairs, and characters that
 * have no look of their own, which include every mark that changes the direction of text. Left alone are
 * what visible writing needs: the joiners of emoji and Indic scripts, and variation selectors.
 */
const UNSAFE =
  /(?!\p{Join_Control}|\p{Variation_Selector})[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Text of this kind, the most by far, has nothing to look for. */
const PLAIN = /^[ -~]*$/;

/**
 * The text with every unsafe character as an escape of JavaScript's: `\n`, `\u001b`, `\u{e0001}`.
 * What is visible stays as it is, a backslash included. Visible text comes back unchanged, so it may be
 * applied twice.
 *
 * @example
 * visibleText("a\u001b]0;pwn\u0007b"); // "a\\u001b]0;pwn\\u0007b"
 */
export function visibleText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSAFE, escapeOf);
}

/**
 * Visible text in double quotes, for a message. Quotes and backslashes inside are escaped, so the quote's
 * end is certain.
 *
 * @param maxLength UTF-16 units of the text that are shown; from 2 on. A longer text keeps its start and its
 *   end, with "…" between.
 * @example
 * quoted('a "b"\n'); // "\"a \\\"b\\\"\\n\""
 */
export function quoted(text: string, maxLength: number = 60): string {
  return `"${visibleText(shortened(text, maxLength).replace(/["\\]/g, "\\$&"))}"`;
}

function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = Math.floor((maxLength - 1) / 2);
  return `${text.slice(0, maxLength - 1 - end)}…${text.slice(text.length - end)}`;
}

function escapeOf(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  const hex = character.codePointAt(0)!.toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}
