/**
 * Your own split patterns: in JavaScript's syntax, with general categories of one version of Unicode, or in tiktoken's
 * where they have what JavaScript's has not.
 */
import { BpeError } from "../errors.ts";
import { PatternReader, UntranslatablePattern } from "./pattern-reader.ts";
import { readSet } from "./pattern-set.ts";
import { type CodePointSet, complementOf, rangesOf, sourceOfSet } from "./code-point-set.ts";
import { MAX_OPTIMIZED, sourceInClasses } from "./engine-classes.ts";
import { canMatchEmpty } from "./matches-empty.ts";
import { ownScannedPattern, splitOfPattern } from "./split-of-pattern.ts";
import { isCategory, property } from "./unicode-properties.ts";

export interface OwnPattern {
  /** As it is given, or tiktoken's where it means the same. */
  readonly pattern: string;
  /** A pattern that has a scanner, or an expression with the flags `uy`. */
  readonly split: string | RegExp;
  /** Whose words it is in, where they are not JavaScript's. */
  readonly flavour?: "tiktoken";
}

/**
 * A pattern as a model's own code has it for tiktoken may have `(?i:...)`, `++`, `&&`, sets within sets or `\p{Han}`, and is
 * read as tiktoken reads it then. Newer engines of JavaScript have some of that too, each with a Unicode of its own: what
 * a pattern is does not depend on them.
 * @throws BpeError BPE_INVALID_PATTERN where it is neither, or can match without taking a character
 */
export function compileOwnPattern(pattern: string): OwnPattern {
  const scanned = ownScannedPattern(pattern);
  if (scanned !== undefined) return { pattern: scanned, split: scanned };
  const found = compiled(pattern);
  if (found instanceof Error || hasModifiers(pattern))
    return { pattern, split: ofTiktoken(pattern, found), flavour: "tiktoken" };
  if (!canMatchEmpty(pattern)) return { pattern, split: new RegExp(withFixedCategories(pattern), "uy") };
  throw new BpeError(
    "BPE_INVALID_PATTERN",
    "The pattern can match the empty string between two characters. Make each of its alternatives match at least one character: for instance, write + instead of *.",
    { pattern },
  );
}

/** The expression, or why it is none. */
function compiled(pattern: string): RegExp | Error {
  try {
    return new RegExp(pattern, "uy");
  } catch (error) {
    return error as Error;
  }
}

/** Groups that ignore case or the like, which only newer engines have. */
function hasModifiers(pattern: string): boolean {
  return /\(\?[a-z-]+:/.test(pattern.replaceAll(/\[(?:\\[^]|[^\]\\])*\]|\\[^]/g, ""));
}

/** @param found what it is in JavaScript */
function ofTiktoken(pattern: string, found: RegExp | Error): string | RegExp {
  try {
    return splitOfPattern(pattern, "tiktoken");
  } catch (error) {
    if (!(error instanceof UntranslatablePattern)) throw error;
    const isError = found instanceof Error;
    const message = isError
      ? `The pattern does not compile: ${found.message}. Read as tiktoken reads it, it ${error.message}.`
      : `The pattern, read as tiktoken reads it because of its (?i:...), ${error.message}.`;
    throw new BpeError("BPE_INVALID_PATTERN", message, { pattern, cause: isError ? found : error });
  }
}

const SET_OR_CATEGORY = /\[(?:\\[^]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\[^]/g;

/** `\p{L}` and its like written out as code points, so that the ids are the same in every engine. */
function withFixedCategories(pattern: string): string {
  const explicit = withSets(pattern, sourceOfSet);
  return explicit.length > MAX_OPTIMIZED ? withSets(pattern, sourceInClasses) : explicit;
}

function withSets(pattern: string, sourceOf: (set: CodePointSet) => string): string {
  return pattern.replaceAll(SET_OR_CATEGORY, (found) => {
    if (!found.startsWith("[")) return withFixed(found, sourceOf);
    const fixed = withFixed(found, rangesOf);
    if (fixed === found) return found;
    try {
      return sourceOf(readSet(new PatternReader(found.slice(1)), "javascript", false));
    } catch (error) {
      // It has what is not worked out here, such as scripts.
      if (error instanceof UntranslatablePattern) return fixed;
      throw error;
    }
  });
}

/** @param source what stands between brackets, or a category by itself */
function withFixed(source: string, sourceOf: (set: CodePointSet) => string): string {
  return source.replaceAll(
    /\\([pP])\{(?:General_Category=|gc=)?(\w+)\}|\\[^]/g,
    (found: string, letter: string | undefined, name: string | undefined) => {
      if (letter === undefined || name === undefined || !isCategory(name)) return found;
      return sourceOf(letter === "p" ? property(name)! : complementOf(property(name)!));
    },
  );
}
