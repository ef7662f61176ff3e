/** Upper and lower case. A text that changes its length does so run by run, so that the marks stay where they belong. */
import type { Budget } from "../limits/budget.ts";
import { EMPTY, MarkedText } from "./marked-text.ts";
import { join } from "./text-builder.ts";

function changed(text: MarkedText, change: (text: string) => string, budget: Budget): MarkedText {
  budget.characters(text.length);
  const whole = change(text.text);
  if (whole.length === text.length) return new MarkedText(whole, text.ends, text.marks);
  const parts = Array.from(text.runs(), ({ text: run, marks }) => MarkedText.of(change(run), marks));
  return join(parts, EMPTY, budget);
}

export function upper(text: MarkedText, budget: Budget): MarkedText {
  return changed(text, (part) => part.toUpperCase(), budget);
}

export function lower(text: MarkedText, budget: Budget): MarkedText {
  return changed(text, (part) => part.toLowerCase(), budget);
}

/** The first character in title case, the others in lower case. */
export function capitalize(text: MarkedText, budget: Budget): MarkedText {
  const first = text.text === "" ? 0 : String.fromCodePoint(text.text.codePointAt(0)!).length;
  // What has no single upper case, as ß, has its first letter in upper case.
  const titled = (character: string): string =>
    Array.from(character.toUpperCase(), (one, i) => (i === 0 ? one : one.toLowerCase())).join("");
  return join([changed(text.slice(0, first), titled, budget), lower(text.slice(first), budget)], EMPTY, budget);
}

export function swapCase(text: MarkedText, budget: Budget): MarkedText {
  const swap = (character: string): string =>
    /\p{Ll}/u.test(character) ? character.toUpperCase() : character.toLowerCase();
  return changed(text, (part) => Array.from(part, swap).join(""), budget);
}

/** Every word as by `capitalize`. @param words what a word is */
export function title(text: MarkedText, words: RegExp, budget: Budget): MarkedText {
  const parts: MarkedText[] = [];
  let done = 0;
  for (const { 0: word, index } of text.text.matchAll(words)) {
    parts.push(text.slice(done, index), capitalize(text.slice(index, index + word.length), budget));
    done = index + word.length;
  }
  parts.push(text.slice(done));
  return join(parts, EMPTY, budget);
}

/** `islower`, `isupper`: some letter has a case, and none the other. */
export function isCased(text: string, inCase: "lower" | "upper"): boolean {
  const [has, hasNot] =
    inCase === "lower" ? [/\p{Lowercase}/u, /[\p{Uppercase}\p{Lt}]/u] : [/\p{Uppercase}/u, /[\p{Lowercase}\p{Lt}]/u];
  return has.test(text) && !hasNot.test(text);
}
