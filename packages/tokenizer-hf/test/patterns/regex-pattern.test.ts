/** Expressions against what Hugging Face's library finds with them (fixtures/expressions.py), by both ways of matching. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AlignedText } from "../../src/aligned/aligned-text.ts";
import { Replace } from "../../src/normalizers/replace.ts";
import { compileProgram } from "../../src/patterns/compile-program.ts";
import { InvalidExpression, UnsupportedExpression } from "../../src/patterns/expression-error.ts";
import { findMatches } from "../../src/patterns/find-matches.ts";
import { isQuick } from "../../src/patterns/is-quick.ts";
import { lower } from "../../src/patterns/lower.ts";
import type { Node } from "../../src/patterns/nodes.ts";
import { parseExpression } from "../../src/patterns/parse-expression.ts";
import type { Pattern } from "../../src/patterns/pattern.ts";
import { regexPattern } from "../../src/patterns/regex-pattern.ts";
import { ProgramSearch } from "../../src/patterns/search-program.ts";
import { BEHAVIORS } from "../../src/pre-tokenizers/split-behavior.ts";
import { Split } from "../../src/pre-tokenizers/split.ts";

interface Fixture {
  readonly texts: readonly string[];
  /** How many of the expressions are those of models: the first. */
  readonly models: number;
  /** Each with the digest of what is found, or null where the library refuses it. */
  readonly expressions: readonly (readonly [expression: string, found: string | null])[];
  readonly random: readonly (readonly [expression: string, texts: readonly string[], found: string])[];
}

const fixture = JSON.parse(readFileSync(new URL("./fixtures/expressions.json", import.meta.url), "utf8")) as Fixture;

function nodeOf(expression: string): Node {
  const { node, groups } = parseExpression(expression);
  return lower(node, groups);
}

/** Step by step, whatever the expression. */
function stepped(expression: string): Pattern {
  const search = new ProgramSearch(compileProgram(nodeOf(expression)));
  return {
    *matches(text) {
      search.open(text);
      yield* findMatches(text, (from) => search.find(text, from));
    },
  };
}

function codePointsOf(text: string): number[] {
  const places: number[] = [];
  let codePoint = 0;
  for (const character of text) {
    for (let i = 0; i < character.length; i++) places.push(codePoint);
    codePoint++;
  }
  return [...places, codePoint];
}

/** As the script makes it. */
function digestOf(pattern: Pattern, texts: readonly string[]): string {
  const found = texts.map((text) => {
    const places = codePointsOf(text);
    const pieces = BEHAVIORS.flatMap((behavior) =>
      [false, true].map((isInverted) =>
        Array.from(new Split(pattern, behavior, isInverted).split(AlignedText.of(text))).flatMap((piece) =>
          piece.origin(0, piece.text.length).map((place) => places[place]),
        ),
      ),
    );
    return [...pieces, new Replace(pattern, "\u0001").normalize(text)];
  });
  return createHash("sha256").update(JSON.stringify(found)).digest("hex").slice(0, 12);
}

const tried = fixture.expressions.filter(([, found]) => found !== null);
/** All that the library reads and that is refused here. */
const REFUSED = [
  ..."\\y,\\X,\\M-a,\\x{61 62},[\\x{61-63}],\\x{110000},\\x{d800},(a\\1),(?i)(a)\\1,\\k<n+1>(?<n>a),\\g<1>(a)".split(
    ",",
  ),
  ..."(?<n>a\\g<n>?) (?~ab) (?(1)a|b) (a)?(?(1)b|c) (*FAIL) (?{x}) (?I)a (?L)a|ab (?y{w})\\X (?=\\Ka) (?>a\\K)b".split(
    " ",
  ),
];

const isRefused = (expression: string): boolean => {
  try {
    nodeOf(expression);
    return false;
  } catch (error) {
    if (error instanceof UnsupportedExpression) return true;
    throw error;
  }
};

describe("expressions", () => {
  test("what is refused is named", () => {
    const refused = tried.map(([expression]) => expression).filter(isRefused);
    expect(refused.toSorted()).toEqual(REFUSED.filter((one) => tried.some(([known]) => known === one)).toSorted());
    expect(fixture.expressions.length).toBeGreaterThan(450);
  });

  test.each(tried.filter(([expression]) => !isRefused(expression)))("%s", (expression, found) => {
    expect(digestOf(regexPattern(expression), fixture.texts)).toBe(found);
    if (isQuick(nodeOf(expression))) expect(digestOf(stepped(expression), fixture.texts)).toBe(found);
  });

  test.each(fixture.expressions.filter(([, found]) => found === null))(
    "%s is refused by the library too",
    (expression) => {
      expect(() => regexPattern(expression)).toThrow(Error);
      try {
        regexPattern(expression);
      } catch (error) {
        expect(error instanceof InvalidExpression || error instanceof UnsupportedExpression).toBe(true);
      }
    },
  );

  test.each([
    ["[a", /has a set that is not closed at character 2/],
    ["[a-", /has a set that is not closed at character 3/],
    ["[]", /has an empty set/],
    ["(?:a{50000}){50000}", /has a repetition of too many/],
  ])("%s: the error says why", (expression, message) => {
    expect(() => regexPattern(expression)).toThrow(message);
  });

  test("random ones", () => {
    let compared = 0;
    for (const [expression, texts, found] of fixture.random) {
      if (isRefused(expression)) continue;
      compared++;
      expect(digestOf(regexPattern(expression), texts), expression).toBe(found);
      if (isQuick(nodeOf(expression))) expect(digestOf(stepped(expression), texts), expression).toBe(found);
    }
    expect(compared).toBeGreaterThan(250);
  });
});

describe("which expressions are left to JavaScript's engine", () => {
  /** Those of models that are: they end in an anchor, or in a loop that something has to follow. */
  const STEPPED = [
    "(?=(\\d{3})+",
    "(?<!\\n)^",
    "\\p{N}{1,3}(?=",
    "\\d{1,3}(?=",
    "(?:\\r?\\n)+",
    "\\b\\w+\\b",
    "[ \\t]+$",
  ];

  test.each(fixture.expressions.slice(0, fixture.models))("of models: %s", (expression) => {
    expect(isQuick(nodeOf(expression))).toBe(!STEPPED.some((start) => expression.startsWith(start)));
  });

  test.each([
    "(a+)+$",
    "(a|a)*b",
    "(.*)*x",
    "\\s+$",
    "a*",
    "\\w+\\s*:",
    "(?:a{1,20}){1,20}b",
    "(?=.*\\d)a",
    "(a)\\1",
    "a+b|c",
    "a*b",
  ])("not %s", (expression) => {
    expect(isQuick(nodeOf(expression))).toBe(false);
  });

  // All but one: only where what follows the spaces is none of them, and looked for ahead.
  test.each(["\\s+(?<!\\S)", "\\s+(?=\\S)", "\\s+(?!\\s)", "\\s+(?!\\S|a)"])(
    "not %s, unlike \\s+(?!\\S)",
    (expression) => {
      expect([isQuick(nodeOf(expression)), isQuick(nodeOf("\\s+(?!\\S)"))]).toEqual([false, true]);
    },
  );
});
