/** What an expression in Oniguruma's syntax finds: by JavaScript's engine where that is quick, else step by step. */
import { quoted } from "@windrow/core";
import { HfError } from "../errors.ts";
import { compileProgram } from "./compile-program.ts";
import { findMatches } from "./find-matches.ts";
import { isQuick } from "./is-quick.ts";
import { javascriptSource } from "./javascript-source.ts";
import { lower } from "./lower.ts";
import type { Node } from "./nodes.ts";
import { parseExpression } from "./parse-expression.ts";
import { expressionPattern, type Pattern } from "./pattern.ts";
import { TooManySteps } from "./run-program.ts";
import { ProgramSearch } from "./search-program.ts";

/** More of an expression is not shown. */
const MAX_SHOWN = 200;

/**
 * @throws InvalidExpression, UnsupportedExpression
 * The pattern throws HfError HF_PATTERN_TOO_SLOW where a text takes more steps than it may.
 */
export function regexPattern(source: string): Pattern {
  const { node, groups } = parseExpression(source);
  const matched = lower(node, groups);
  const inJavaScript = isQuick(matched) ? javascriptSource(matched) : undefined;
  return inJavaScript === undefined
    ? steppedPattern(matched, source)
    : expressionPattern(new RegExp(inJavaScript, "gu"), source);
}

/** By a program that counts its steps. */
function steppedPattern(node: Node, source: string): Pattern {
  const program = compileProgram(node);
  let idle: ProgramSearch | undefined = new ProgramSearch(program);
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
        throw new HfError(
          "HF_PATTERN_TOO_SLOW",
          `The pattern ${quoted(source, MAX_SHOWN)} takes too many steps on a text of ${text.length.toLocaleString("en")} characters.`,
          { pattern: source },
        );
      } finally {
        search.close();
        idle = search;
      }
    },
  };
}
