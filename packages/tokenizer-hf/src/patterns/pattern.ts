/** What finds parts of a text: a string, or a regular expression. */
import type { Span } from "../aligned/aligned-text.ts";
import { charactersOf } from "./characters-of.ts";
import type { Node } from "./nodes.ts";

export interface Pattern {
  /** What matches, from left to right, without overlaps; some may be empty. */
  matches(text: string): Iterable<Span>;
  /** The text itself that is looked for, where it is one. */
  readonly literal?: string;
  /** The same in Oniguruma's words, as a file has it, where it is one. */
  readonly source?: string;
  /** The same in JavaScript's, with the flags `g` and `u`, where that is quick on every text. */
  readonly expression?: RegExp | undefined;
  /** The same as a tree, under the same condition. */
  readonly node?: (() => Node) | undefined;
  /** What was found out before. */
  readonly known?: KnownExpression;
}

/** What is known of an expression in Oniguruma's syntax. */
export interface KnownExpression {
  /** The same in JavaScript's, where every engine takes it the same way. */
  readonly javascript?: string | undefined;
  /** Whether the engine of tokenizer-bpe has a scanner for it. */
  readonly isScanned: boolean;
  /** Whether it is known to match at every place of every text. */
  readonly isEverywhere: boolean;
}

/** A text itself, which is not empty. */
export function literalPattern(literal: string): Pattern {
  return {
    literal,
    source: literal.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"),
    *matches(text) {
      for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length))
        yield [at, at + literal.length];
    },
  };
}

/**
 * What an expression finds. Not by matchAll, which compiles the expression again for each text: those of several steps are
 * asked about each piece.
 * @param expression with the flags `g` and `u`, which takes at least a character
 */
export function* matchesOf(expression: RegExp, text: string): Generator<Span> {
  for (let at = 0; ;) {
    // Whoever else uses it meanwhile moves its place.
    expression.lastIndex = at;
    const found = expression.exec(text);
    if (found === null) return;
    at = found.index + found[0].length;
    yield [found.index, at];
  }
}

/** @param expression with the flags `g` and `u`, which takes at least a character */
export function expressionPattern(expression: RegExp): Pattern {
  return { expression, matches: (text) => matchesOf(expression, text) };
}

/** @param expression with the flags `g` and `u`, which takes one character */
export function characterPattern(expression: RegExp): Pattern {
  return { ...expressionPattern(expression), node: () => ({ kind: "set", set: charactersOf(expression) }) };
}
