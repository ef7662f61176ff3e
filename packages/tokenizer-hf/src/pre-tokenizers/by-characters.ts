/** Steps that split by classes of characters. */
import { NUMBER, PUNCTUATION, SPACE, WORD } from "../characters/classes.ts";
import { characterPattern, expressionPattern } from "../patterns/pattern.ts";
import { Split } from "./split.ts";
import type { Behavior } from "./split-behavior.ts";

const expression = (source: string): RegExp => new RegExp(source, "gu");

/** Each number character by itself, or runs of them. */
export function digits(isEachAlone: boolean): Split {
  return new Split(characterPattern(expression(NUMBER)), isEachAlone ? "Isolated" : "Contiguous");
}

export function punctuation(behavior: Behavior): Split {
  return new Split(characterPattern(expression(PUNCTUATION)), behavior);
}

/** Words, and runs of what is neither a word nor white space. */
export function whitespace(): Split {
  const neither = `(?:(?!${SPACE}|${WORD})[^])+`;
  return new Split(expressionPattern(expression(`(?:${WORD})+|${neither}`)), "Removed", true);
}

/** What white space parts. */
export function whitespaceSplit(): Split {
  return new Split(characterPattern(expression(SPACE)), "Removed");
}
