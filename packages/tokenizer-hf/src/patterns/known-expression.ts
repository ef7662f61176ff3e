/**
 * Expressions whose meaning was found out before, when a tokenizer was packed: reading one takes tens of milliseconds in a
 * process that has just begun, which is more than all else.
 */
import {
  matchesEverywhere,
  scannedPattern,
  translatePattern,
  UntranslatablePattern,
} from "@windrow/tokenizer-bpe/internal";
import type { KnownExpression, Pattern } from "./pattern.ts";
import { compiledPattern, laterPattern, portableSource, regexPattern } from "./regex-pattern.ts";

/** @throws InvalidExpression, UnsupportedExpression */
export function findOut(source: string): KnownExpression {
  return {
    javascript: portableSource(source),
    isScanned: scannedPattern(source) !== undefined,
    isEverywhere: isEverywhere(source),
  };
}

/** A pattern that is made when it is first asked for something. */
export function knownPattern(source: string, known: KnownExpression): Pattern {
  const { javascript } = known;
  const make = (): Pattern => (javascript === undefined ? regexPattern(source) : compiledPattern(source, javascript));
  return laterPattern(source, make, known);
}

/** Whether an expression is known to match at every place of every text. */
export function isEverywhere(source: string): boolean {
  // A scanner leaves nothing out.
  if (scannedPattern(source) !== undefined) return true;
  return otherwise(false, () => {
    translatePattern(source, "oniguruma");
    return matchesEverywhere(source, "oniguruma");
  });
}

/** What holds for expressions that tokenizer-bpe does not translate. */
function otherwise<T>(fallback: T, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof UntranslatablePattern) return fallback;
    throw error;
  }
}
