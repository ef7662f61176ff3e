/**
 * Python's `re.split(r'([,.:;?_!"()\']|--|\s)', text)`, empty strings kept.
 *
 * JavaScript's split with a capture group has the same semantics; only the class `\s` differs.
 * Python counts U+0085 and U+001C to U+001F as space and not U+FEFF; JavaScript the other way
 * round. So the class is written out (CPython's `str.isspace`, Objects/unicodetype_db.h).
 * Every separator is one or two characters and never empty, so the time is linear.
 */
import { describe } from "@windrow/core";
import { SimpleTokenizerError } from "./errors.ts";

const PYTHON_SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SEPARATOR = new RegExp(`([,.:;?_!"()'${PYTHON_SPACE}]|--)`);
const PUNCTUATION = ",.:;?_!\"()'";
const ONLY_SPACE = new RegExp(`^[${PYTHON_SPACE}]*$`);

/**
 * Splits a text into words and separators; joined again they are the text.
 *
 * @returns words at the even places (empty where two separators meet, or at an end) and the
 *   separators between them at the odd ones: a single `,.:;?_!"()'` or white space, or `--`
 * @throws SimpleTokenizerError SIMPLE_INVALID_TEXT
 * @example
 * splitText("Hay, he said--"); // ["Hay", ",", "", " ", "he", " ", "said", "--", ""]
 */
export function splitText(text: string): string[] {
  if (typeof text !== "string") {
    throw new SimpleTokenizerError("SIMPLE_INVALID_TEXT", `text is ${describe(text)}; expected a string.`);
  }
  return text.split(SEPARATOR);
}

/** Whether a token has nothing but white space in it: what the notebook's `if item.strip()` leaves out. */
export function isBlank(token: string): boolean {
  return ONLY_SPACE.test(token);
}

/** Whether `decode` sets a token next to the word before it, without a space. */
export function joinsLeft(token: string): boolean {
  return token !== "" && PUNCTUATION.includes(token[0]!);
}
