/**
 * Places where a text is cut rather than elsewhere: where a sentence, a line or a word ends. By rules that look at a few
 * units on either side, so that they say the same of a part of a text as of all of it, in every engine.
 */

/** Whether something ends before the unit at `index`, which is neither the first nor beyond the last. */
export type IsEnd = (text: string, index: number) => boolean;

/** Marks that end a sentence where white space follows, and those that do so anywhere. */
const MARKS = ".!?\u2026\u061f\u06d4\u0964\u0965";
const WIDE_MARKS = "\u3002\uff01\uff1f\uff61";
/** What closes a quotation or a bracket behind them. */
const CLOSERS = "\"')]}\u00bb\u2019\u201d\u300d\u300f\uff09";

/** How many closing marks, and units of white space, are looked through. */
const MAX_CLOSERS = 4;
const MAX_SPACE = 32;

const LOWER_CASE = /^\p{Ll}/u;

/**
 * Behind `.`, `!`, `?` and their like, with what closes a quotation or a bracket behind them: before a space that no
 * small letter follows, and behind line feeds; behind the marks of Chinese and Japanese without either; and behind empty
 * lines.
 */
export const isSentenceEnd: IsEnd = (text, index) => {
  const next = text[index]!;
  if (text[index - 1] === "\n") return next !== "\n" && isAfterSentenceLine(text, index);
  if (isAfterMark(text, index, WIDE_MARKS)) return !CLOSERS.includes(next) && next !== "\n";
  return isSpace(next) && isAfterMark(text, index, MARKS) && !LOWER_CASE.test(text.slice(index + 1, index + 3));
};

/** Behind a line feed, the last of several. */
export const isLineEnd: IsEnd = (text, index) => text[index - 1] === "\n" && text[index] !== "\n";

/** Before white space, and behind a line feed. */
export const isWordEnd: IsEnd = (text, index) =>
  text[index - 1] === "\n" || (isSpace(text[index]!) && !isSpace(text[index - 1]!));

/** @param index behind a line feed */
function isAfterSentenceLine(text: string, index: number): boolean {
  let feeds = 0;
  let end = index;
  for (; end > index - MAX_SPACE && isWhite(text[end - 1] ?? ""); end--) if (text[end - 1] === "\n") feeds++;
  return feeds > 1 || isAfterMark(text, end, MARKS) || isAfterMark(text, end, WIDE_MARKS);
}

function isAfterMark(text: string, index: number, marks: string): boolean {
  let end = index;
  while (end > 0 && end > index - MAX_CLOSERS && CLOSERS.includes(text[end - 1]!)) end--;
  return end > 0 && marks.includes(text[end - 1]!);
}

/** White space that does not end a line. */
function isSpace(unit: string): boolean {
  return isWhite(unit) && unit !== "\n" && unit !== "\r";
}

function isWhite(unit: string): boolean {
  const code = unit.charCodeAt(0);
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0xa0 && /\s/.test(unit));
}
