/** Expressions that take exponential time, memory or depth: they end in an error, and soon. */
import { describe, expect, test } from "vitest";
import { HfError } from "../../src/errors.ts";
import { InvalidExpression, UnsupportedExpression } from "../../src/patterns/expression-error.ts";
import { regexPattern } from "../../src/patterns/regex-pattern.ts";

function errorOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("exponential time", () => {
  test.each([
    ["(a+)+$", `${"a".repeat(40)}!`],
    ["(a|a)*b", "a".repeat(40)],
    ["(.*)*x", "a".repeat(40)],
    ["(?:a?){50}a{50}", "a".repeat(40)],
    ["(a|aa)+$", `${"a".repeat(60)}!`],
  ])("%s", (expression, text) => {
    const error = errorOf(() => Array.from(regexPattern(expression).matches(text)));
    expect(error).toBeInstanceOf(HfError);
    expect(error).toMatchObject({ code: "HF_PATTERN_TOO_SLOW", fields: { pattern: expression } });
    expect((error as Error).message).toContain(expression);
  });

  test("and the pattern goes on with the next text", () => {
    const pattern = regexPattern("(a+)+$");
    expect(errorOf(() => Array.from(pattern.matches(`${"a".repeat(40)}!`)))).toBeInstanceOf(HfError);
    expect(Array.from(pattern.matches("baa"))).toEqual([[1, 3]]);
  });
});

test.each(["(?:a|b)*", "(?:ab|c)*$", "(?:a|(b))*?$", "(?>a|b)*", "(?:a(?=.)|b)*"])(
  "%s on a text of 10^6 characters",
  (expression) => {
    const length = 1_000_000;
    const [first] = regexPattern(expression).matches("ab".repeat(length / 2));
    expect(first![0]).toBe(0);
    expect(first![1]).toBeGreaterThan(length - 3);
  },
);

describe("depth and size", () => {
  test.each([
    "(".repeat(60_000),
    "(?:a|".repeat(5000),
    "[".repeat(60_000),
    "[a&&".repeat(5000),
    `a${"{2}".repeat(10_000)}`,
    `a${"{1,2}".repeat(10_000)}`,
    `a${"?+".repeat(10_000)}`,
    "a".repeat(70_000),
    "\\p{L}".repeat(10_000),
    "(?i)".repeat(10_000),
  ])("is refused: %#", (expression) => {
    const error = errorOf(() => regexPattern(expression));
    expect(error instanceof UnsupportedExpression || error instanceof InvalidExpression).toBe(true);
  });

  test.each([
    `${"(?:".repeat(150)}a${")".repeat(150)}`,
    `${"(a|".repeat(150)}b${")".repeat(150)}`,
    "a|".repeat(30_000),
    "(?:abc){1000}",
  ])("is read: %#", (expression) => {
    const pattern = regexPattern(expression);
    expect(Array.from(pattern.matches("xa")).length).toBeLessThan(4);
  });
});
