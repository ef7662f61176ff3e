/** Split patterns of one's own, in JavaScript's syntax: compiled, with general categories of one version of Unicode. */
import { BpeError } from "../errors.ts";
import { rangesOf, sourceOfSet, complementOf } from "./code-point-set.ts";
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
      { pattern },
    );
  }
}

/** `\p{L}` and its like written out as code points, so that the ids are the same in every engine. */
function withFixedCategories(pattern: string): string {
  let isInSet = false;
  return pattern.replaceAll(
    /\\([pP])\{(?:General_Category=|gc=)?(\w+)\}|\\[^]|[[\]]/g,
    (found: string, letter: string | undefined, name: string | undefined) => {
      if (found === "[" || found === "]") isInSet = found === "[";
      if (letter === undefined || name === undefined || !isCategory(name)) return found;
      const set = letter === "p" ? property(name)! : complementOf(property(name)!);
      return isInSet ? rangesOf(set) : sourceOfSet(set);
    },
  );
}
