/**
 * A repetition of a repetition, such as `(?:a*)+`, which Oniguruma makes one of where it can. What it makes of `(?:a+?)?`
 * or `(?:a*?)+` is not what they say, so this is the table of its `onig_reduce_nested_quantifier` (regparse.c, 6.9).
 */
import { InvalidExpression } from "./expression-error.ts";
import type { ParsedNode, ParsedRepeat } from "./nodes.ts";
import type { Quantifier } from "./parse-quantifier.ts";

type Reduced = "inner" | "*" | "+" | "*?" | "??" | "+ in ??" | "both";

/** Rows are the inner one, columns the outer, both in the order of `KINDS`. */
const TABLE: readonly (readonly Reduced[])[] = [
  ["inner", "*", "*", "??", "*?", "both"],
  ["inner", "inner", "inner", "+ in ??", "+ in ??", "inner"],
  ["*", "*", "inner", "both", "+ in ??", "inner"],
  ["inner", "*?", "*?", "inner", "*?", "*?"],
  ["inner", "inner", "inner", "inner", "inner", "inner"],
  ["both", "*", "+", "*?", "*?", "inner"],
];
const KINDS = ["?", "*", "+", "??", "*?", "+?"];

/** Puts a repetition around a node. */
export function repeated(body: ParsedNode, { min, max, isLazy }: Quantifier): ParsedNode {
  if (min === 1 && max === 1) return body;
  const outer: ParsedRepeat = { kind: "repeat", body, min, max, isLazy };
  if (body.kind !== "repeat") return outer;
  const outerKind = kindOf(outer);
  const innerKind = kindOf(body);
  if (outerKind >= 0 && innerKind >= 0) return reduced(TABLE[innerKind]![outerKind]!, outer, body);
  if (innerKind >= 0) {
    // (?:a*){2,5} takes what (?:a*){2} does.
    const isLonger = (innerKind === 1 || innerKind === 2) && max !== Infinity && max > 1 && !isLazy;
    return isLonger ? { ...outer, max: min === 0 ? 1 : min } : outer;
  }
  if (min !== max || body.min !== body.max) return outer;
  const count = min * body.min;
  if (count >= 2 ** 31) throw new InvalidExpression("has a repetition of too many");
  return { ...outer, body: body.body, min: count, max: count };
}

function reduced(how: Reduced, outer: ParsedRepeat, inner: ParsedRepeat): ParsedNode {
  if (how === "both") return outer;
  if (how === "inner") return inner;
  if (how === "+ in ??") {
    const body: ParsedRepeat = { ...inner, min: 1, max: Infinity, isLazy: false };
    return { kind: "repeat", body, min: 0, max: 1, isLazy: true };
  }
  return {
    kind: "repeat",
    body: inner.body,
    min: how === "+" ? 1 : 0,
    max: how === "??" ? 1 : Infinity,
    isLazy: how.endsWith("?"),
  };
}

function kindOf({ min, max, isLazy }: ParsedRepeat): number {
  const kind = min === 0 && max === 1 ? 0 : max !== Infinity ? -1 : min === 0 ? 1 : min === 1 ? 2 : -1;
  return kind < 0 ? kind : kind + (isLazy ? KINDS.length / 2 : 0);
}
