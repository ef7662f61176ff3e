/**
 * A finder that is made when a text has a character that one of its tokens begins with: for the 800 tokens of DeepSeek V3
 * that takes as long as all else of a short text, in a process that has just begun.
 */
import type { OpenableFinder, TokenCursor } from "./finder.ts";

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
  const mayBeIn = (text: string, from: number): boolean => {
    if (finder !== undefined) return true;
    scanned += text.length - from;
    return scanned > MAX_SCANNED || hasFirst(text, from);
  };
  return {
    next: (text, from) => (mayBeIn(text, from) ? made().next(text, from) : undefined),
    cursor: () => new LateCursor(mayBeIn, made),
    open: () => made().open(),
  };
}

class LateCursor implements TokenCursor {
  readonly #mayBeIn: (text: string, from: number) => boolean;
  readonly #made: () => OpenableFinder;
  #cursor: TokenCursor | undefined;

  constructor(mayBeIn: (text: string, from: number) => boolean, made: () => OpenableFinder) {
    this.#mayBeIn = mayBeIn;
    this.#made = made;
  }

  get token(): number {
    return this.#cursor!.token;
  }

  get index(): number {
    return this.#cursor!.index;
  }

  find(text: string, from: number): boolean {
    if (this.#cursor === undefined && !this.#mayBeIn(text, from)) return false;
    return (this.#cursor ??= this.#made().cursor()).find(text, from);
  }
}
