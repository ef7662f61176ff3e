/** What an expression in Oniguruma's syntax finds: by JavaScript's engine where that is quick, else step by step. */
import { quoted } from "@windrow/core";
import { scannedPattern } from "@windrow/tokenizer-bpe/internal";
import { HfError } from "../errors.ts";
import { compileProgram } from "./compile-program.ts";
import { findMatches } from "./find-matches.ts";
import { isQuick } from "./is-quick.ts";
import { javascriptSource } from "./javascript-source.ts";
import { lower } from "./lower.ts";
import { parseExpression } from "./parse-expression.ts";
import type { Node } from "./nodes.ts";
import { matchesOf, type Pattern } from "./pattern.ts";
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
  return scannedPattern(source) === undefined ? compiledPattern(source) : laterPattern(source);
}

/** Compiled when it is first looked for. */
function laterPattern(source: string): Pattern {
  let compiled: Pattern | undefined;
  const pattern = (): Pattern => (compiled ??= compiledPattern(source));
  return {
    source,
    get expression() {
      return pattern().expression;
    },
    get node() {
      return pattern().node;
    },
    matches: (text) => pattern().matches(text),
  };
}

function compiledPattern(source: string): Pattern {
  const { node, groups } = parseExpression(source);
  const matched = lower(node, groups);
  const inJavaScript = isQuick(matched) ? javascriptSource(matched) : undefined;
  return inJavaScript === undefined
    ? steppedPattern(compileProgram(matched), source)
    : quickPattern(new RegExp(inJavaScript, "gu"), source, matched, () =>
        steppedPattern(compileProgram(matched), source),
      );
}

/** In JavaScript, as far as its engine's stack reaches. @param stepped for a text that is too long for that */
function quickPattern(expression: RegExp, source: string, node: Node, stepped: () => Pattern): Pattern {
  return {
    source,
    expression,
    node: () => node,
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
