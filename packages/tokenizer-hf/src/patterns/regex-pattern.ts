/** What an expression in Oniguruma's syntax finds: by JavaScript's engine where that is quick, else step by step. */
import { quoted } from "@windrow/core";
import { scannedPattern } from "@windrow/tokenizer-bpe/internal";
import { HfError } from "../errors.ts";
import { compileProgram } from "./compile-program.ts";
import { findMatches } from "./find-matches.ts";
import { isQuick } from "./is-quick.ts";
import { explicitSource, javascriptSource } from "./javascript-source.ts";
import { lower } from "./lower.ts";
import { parseExpression } from "./parse-expression.ts";
import type { Node } from "./nodes.ts";
import { type KnownExpression, matchesOf, type Pattern } from "./pattern.ts";
import type { Program } from "./program.ts";
import { TooManySteps } from "./run-program.ts";
import { ProgramSearch } from "./search-program.ts";

/** More of an expression is not shown. */
const MAX_SHOWN = 200;

/**
 * @throws InvalidExpression, UnsupportedExpression
 * The pattern throws HfError HF_PATTERN_TOO_SLOW where a text takes more steps than it may.
 */
export function regexPattern(source: string): Pattern {
  // A pattern that the engine scans is known to be right, and seldom looked for by itself: translating it takes longer
  // than reading the rest of a file.
  return scannedPattern(source) === undefined
    ? parsedPattern(source)
    : laterPattern(source, () => parsedPattern(source));
}

/** One that is made when it is first looked for, with what is known of it before. */
export function laterPattern(source: string, make: () => Pattern, known?: KnownExpression): Pattern {
  let made: Pattern | undefined;
  const pattern = (): Pattern => (made ??= make());
  return {
    source,
    ...(known && { known }),
    get expression() {
      return pattern().expression;
    },
    get node() {
      return pattern().node;
    },
    matches: (text) => pattern().matches(text),
  };
}

function parsedPattern(source: string): Pattern {
  const { node, groups } = parseExpression(source);
  const matched = lower(node, groups);
  const inJavaScript = isQuick(matched) ? javascriptSource(matched) : undefined;
  return inJavaScript === undefined
    ? steppedPattern(compileProgram(matched), source)
    : quickPattern(
        new RegExp(inJavaScript, "gu"),
        source,
        () => matched,
        () => steppedPattern(compileProgram(matched), source),
      );
}

/**
 * An expression in JavaScript's syntax that no Unicode version of an engine changes; undefined where there is none.
 * @throws InvalidExpression, UnsupportedExpression
 */
export function portableSource(source: string): string | undefined {
  const { node, groups } = parseExpression(source);
  const matched = lower(node, groups);
  return isQuick(matched) ? explicitSource(matched) : undefined;
}

/** The pattern of an expression and what portableSource made of it. */
export function compiledPattern(source: string, inJavaScript: string): Pattern {
  let read: Node | undefined;
  const matched = (): Node => {
    if (read !== undefined) return read;
    const { node, groups } = parseExpression(source);
    return (read = lower(node, groups));
  };
  return quickPattern(new RegExp(inJavaScript, "gu"), source, matched, () =>
    steppedPattern(compileProgram(matched()), source),
  );
}

/** In JavaScript, as far as its engine's stack reaches. @param stepped for a text that is too long for that */
function quickPattern(expression: RegExp, source: string, node: () => Node, stepped: () => Pattern): Pattern {
  return {
    source,
    expression,
    node,
    *matches(text) {
      let found = 0;
      try {
        for (const match of matchesOf(expression, text)) {
          found++;
          yield match;
        }
        return;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
      for (const match of stepped().matches(text)) if (found-- <= 0) yield match;
    },
  };
}

/** By a program that counts its steps. */
function steppedPattern(program: Program, source: string): Pattern {
  let idle: ProgramSearch | undefined;
  return {
    source,
    *matches(text) {
      const search = idle ?? new ProgramSearch(program);
      idle = undefined;
      search.open(text);
      try {
        yield* findMatches(text, (from) => search.find(text, from));
      } catch (error) {
        if (!(error instanceof TooManySteps)) throw error;
        const length = text.length.toLocaleString("en");
        throw new HfError(
          "HF_PATTERN_TOO_SLOW",
          `The pattern ${quoted(source, MAX_SHOWN)} takes too many steps on a text of ${length} characters.`,
          { pattern: source },
        );
      } finally {
        search.close();
        idle = search;
      }
    },
  };
}
