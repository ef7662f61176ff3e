/** White space and line ends as Python has them, which are not JavaScript's. */
import type { MarkedText } from "./marked-text.ts";

const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

const isSpace = /* @__PURE__ */ new RegExp(`^${SPACE}$`);
const word = /* @__PURE__ */ new RegExp(`(?:(?!${SPACE})[^])+`, "g");
const allSpace = /* @__PURE__ */ new RegExp(`^${SPACE}+$`);
const LINE_END = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/g;

/** `isspace` */
export function isWhiteSpace(text: string): boolean {
  return allSpace.test(text);
}

/** Without the characters at its ends that are white space, or one of those given. */
export function strip(text: MarkedText, chars: string | undefined, sides: "left" | "right" | "both"): MarkedText {
  const set = chars === undefined ? undefined : new Set(chars);
  const goes = (character: string): boolean => (set === undefined ? isSpace.test(character) : set.has(character));
  let [start, end] = [0, text.length];
  if (sides !== "right")
    for (let character; start < end && goes((character = characterAt(text.text, start)));) start += character.length;
  if (sides !== "left")
    for (let character; end > start && goes((character = characterBefore(text.text, end)));) end -= character.length;
  return text.slice(start, Math.max(start, end));
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}

function characterBefore(text: string, end: number): string {
  const two = text.slice(Math.max(0, end - 2), end);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(two) ? two : text[end - 1]!;
}

/** `split()` without a separator. @param most how often it is cut; -1: everywhere */
export function words(text: MarkedText, most: number): MarkedText[] {
  const found: MarkedText[] = [];
  for (const { 0: match, index } of text.text.matchAll(word)) {
    if (most >= 0 && found.length >= most) {
      found.push(strip(text.slice(index), undefined, "left"));
      break;
    }
    found.push(text.slice(index, index + match.length));
  }
  return found;
}

/** `splitlines()` */
export function lines(text: MarkedText, keepsEnds: boolean = false): MarkedText[] {
  const found: MarkedText[] = [];
  let start = 0;
  for (const { 0: end, index } of text.text.matchAll(LINE_END)) {
    found.push(text.slice(start, keepsEnds ? index + end.length : index));
    start = index + end.length;
  }
  if (start < text.length) found.push(text.slice(start));
  return found;
}
