/** Which expressions have a graph of steps. */
import { expect, test } from "vitest";
import { lower } from "../../src/patterns/lower.ts";
import { parseExpression } from "../../src/patterns/parse-expression.ts";
import { nfaOf } from "../../src/scan/nfa.ts";

function hasGraph(expression: string): boolean {
  const { node, groups } = parseExpression(expression);
  return nfaOf(lower(node, groups)) !== undefined;
}

test.each(["(?<=a)b", "(a)\\1", "(?>a+)", "a(?=bc)"])("%s has none, nor has what it is a part of", (part) => {
  for (const around of ["P", "P|c", "cP", "Pc", "(?:cP)+", "(?:cP)+?", "(?:cP){2,3}", "(?:cP){2,3}?", "(?:cP)*d"])
    expect(hasGraph(around.replace("P", () => part)), around).toBe(false);
});

test.each(["ab|c", "(?:ab)+", "(?:ab)*?c", "(?:ab){2,3}", "[^\\S]+(?!\\S)"])("%s has one", (expression) => {
  expect(hasGraph(expression)).toBe(true);
});
