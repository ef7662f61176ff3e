/** What finds parts of a text: a string, or a regular expression. */
import type { Span } from "../aligned/aligned-text.ts";

export interface Pattern {
  /** What matches, from left to right, without overlaps; some may be empty. */
  matches(text: string): Iterable<Span>;
  /** The same in Oniguruma's words, as a file has it, where it is one. */
  readonly source?: string;
  /** The same in JavaScript's, with the flags `g` and `u`, where that is quick on every text. */
  readonly expression?: RegExp;
}

/** A text itself. An empty one is nowhere. */
export function literalPattern(literal: string): Pattern {
  return {
    source: literal.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"),
    *matches(text) {
      if (literal === "") return;
      for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length))
        yield [at, at + literal.length];
    },
  };
}

/**
 * @param expression in JavaScript's syntax, with the flags `g` and `u`
 * @param source the same in Oniguruma's
 */
export function expressionPattern(expression: RegExp, source?: string): Pattern {
  return {
    ...(source === undefined ? {} : { source }),
    expression,
    *matches(text) {
      for (const { index, 0: found } of text.matchAll(expression)) yield [index, index + found.length];
    },
  };
}
