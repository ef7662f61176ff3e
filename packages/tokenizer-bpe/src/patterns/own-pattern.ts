/** Split patterns of one's own, in JavaScript's syntax: compiled, with general categories of one version of Unicode. */
import { BpeError } from "../errors.ts";
import { PatternReader, UntranslatablePattern } from "./pattern-reader.ts";
import { readSet } from "./pattern-set.ts";
import { type CodePointSet, complementOf, rangesOf, sourceOfSet } from "./code-point-set.ts";
import { MAX_OPTIMIZED, sourceInClasses } from "./engine-classes.ts";
import { canMatchEmpty } from "./matches-empty.ts";
import { isCategory, property } from "./unicode-properties.ts";

/** @throws BpeError BPE_INVALID_PATTERN where it does not compile, or can match without taking a character */
export function compileOwnPattern(pattern: string): RegExp {
  // As it is written first, so that an error speaks of that.
  compile(pattern);
  const expression = compile(withFixedCategories(pattern));
  if (!canMatchEmpty(pattern)) return expression;
  throw new BpeError(
    "BPE_INVALID_PATTERN",
    "The pattern can match between two characters, without taking one. Make each of its alternatives take at least one: write + for *, for instance.",
    { pattern },
  );
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "uy");
  } catch (error) {
    throw new BpeError(
      "BPE_INVALID_PATTERN",
      `The pattern does not compile: ${(error as Error).message}. JavaScript has no possessive quantifiers ` +
        "(write + for ++, ? for ?+) and needs letters of both cases in place of (?i:...).",
      { pattern, cause: error },
    );
  }
}

/** Groups that ignore case or the like, in engines that have them: there a set is not what others leave out. */
const MODIFIERS = /\(\?[a-z-]+:/;
const SET_OR_CATEGORY = /\[(?:\\[^]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\[^]/g;

/** `\p{L}` and its like written out as code points, so that the ids are the same in every engine. */
function withFixedCategories(pattern: string): string {
  if (MODIFIERS.test(pattern)) {
    return pattern.replaceAll(SET_OR_CATEGORY, (found) =>
      withFixed(found, found.startsWith("[") ? rangesOf : (set) => `[${rangesOf(set)}]`),
    );
  }
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
