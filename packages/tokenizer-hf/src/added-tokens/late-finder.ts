/**
 * A finder that is made when a text has a character that one of its tokens begins with: for the 800 tokens of DeepSeek V3
 * that takes as long as all else of a short text, in a process that has just begun.
 */
import type { FoundToken, OpenableFinder } from "./finder.ts";

/** Characters that are looked through: a finder that has been asked for more is worth making. */
const MAX_SCANNED = 1 << 12;
/** Tokens of more characters are looked at at once, since there may be too many. */
const MAX_UNITS = 1 << 16;

/** @param texts at least one, none empty */
export function lateFinder(
  texts: readonly string[],
  finderOf: (texts: readonly string[]) => OpenableFinder,
): OpenableFinder {
  let finder = texts.reduce((units, { length }) => units + length, 0) > MAX_UNITS ? finderOf(texts) : undefined;
  const first = new Set(texts.map((text) => text.charCodeAt(0)));
  let scanned = 0;
  const hasFirst = (text: string, from: number): boolean => {
    for (let at = from; at < text.length; at++) if (first.has(text.charCodeAt(at))) return true;
    return false;
  };
  const made = (): OpenableFinder => (finder ??= finderOf(texts));
  return {
    open: () => made().open(),
    next(text: string, from: number): FoundToken | undefined {
      if (finder === undefined) {
        scanned += text.length - from;
        if (scanned <= MAX_SCANNED && !hasFirst(text, from)) return undefined;
      }
      return made().next(text, from);
    },
  };
}
