/** Python counts code points where JavaScript counts UTF-16 units: lengths, indices and characters of texts. */
import type { MarkedText } from "./marked-text.ts";

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/** How many characters a text has. */
export function lengthOf({ text }: MarkedText): number {
  if (!PAIR.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Each character alone. */
export function characters(text: MarkedText): MarkedText[] {
  const all: MarkedText[] = [];
  let at = 0;
  for (const character of text.text) {
    all.push(text.slice(at, at + character.length));
    at += character.length;
  }
  return all;
}

/** Characters before a place in UTF-16 units. */
export function pointsBefore(text: MarkedText, unit: number): number {
  return lengthOf(text.slice(0, unit));
}

/** Where characters `[start, end)` are, in UTF-16 units. */
export function cut(text: MarkedText, start: number, end: number): MarkedText {
  if (!PAIR.test(text.text)) return text.slice(start, end);
  let [point, unit, from] = [0, 0, text.length];
  for (const character of text.text) {
    if (point === start) from = unit;
    if (point === end) return text.slice(from, unit);
    point++;
    unit += character.length;
  }
  return text.slice(from);
}
