/** How added tokens are found in a text. */

/** Finds the leftmost of several texts, of those that begin there the longest. */
export interface Finder {
  next(text: string, from: number): FoundToken | undefined;
}

/** One that also goes through a text without an object for each token, or through one that comes in parts. */
export interface OpenableFinder extends Finder {
  cursor(): TokenCursor;
  open(): OpenFinder;
}

/** A search in a whole text. */
export interface TokenCursor {
  /** Which of the texts was found last, and where. */
  readonly token: number;
  readonly index: number;
  /** Whether there is one from a place on. */
  find(text: string, from: number): boolean;
}

/** A search that goes on when more text comes. */
export interface OpenFinder {
  /**
   * The next one, once it is certain.
   * @param text from the place that was dropped to last, to where it is known, on a whole character
   * @param isFinal whether it ends there
   */
  next(text: string, isFinal: boolean): FoundToken | undefined;
  /** Where the end of the text begins that may yet become one. */
  readonly openFrom: number;
  /** Counts places from a later one on. */
  drop(units: number): void;
}

export interface FoundToken {
  readonly index: number;
  readonly token: string;
}

/** Parts of a text, `[start, end)` in UTF-16 units. */
export type TextRanges = readonly (readonly [start: number, end: number])[];

/** Characters that stand for no character: one that no token has takes the place of what others wrote. */
const NONCHARACTERS = ["\uffff", "\ufffe", ...Array.from({ length: 32 }, (_, i) => String.fromCharCode(0xfdd0 + i))];

/**
 * Finds some tokens only where they share nothing with parts of a text, and others everywhere; of both, the leftmost,
 * of those that begin there the longest. A token that is glued together at the edge of such a part is not found, and
 * hides none beside it.
 */
export class GuardedFinder implements Finder {
  readonly #guarded: Finder | undefined;
  readonly #free: Finder | undefined;
  readonly #masked: string;
  /** What was found last, which stays the next one until it is passed: each search goes on from there. */
  #nextGuarded: FoundToken | undefined | null = null;
  #nextFree: FoundToken | undefined | null = null;

  /**
   * @param tokens those that are found outside of the parts alone
   * @param guarded finds them
   * @param free finds the others
   */
  constructor(
    text: string,
    parts: TextRanges,
    tokens: Iterable<string>,
    guarded: Finder | undefined,
    free: Finder | undefined,
  ) {
    this.#guarded = guarded;
    this.#free = free;
    this.#masked = guarded === undefined ? text : masked(text, parts, [...tokens]);
  }

  /** @param from no less than in the call before */
  next(text: string, from: number): FoundToken | undefined {
    if (isBehind(this.#nextGuarded, from)) this.#nextGuarded = this.#guarded?.next(this.#masked, from);
    if (isBehind(this.#nextFree, from)) this.#nextFree = this.#free?.next(text, from);
    const [guarded, free] = [this.#nextGuarded ?? undefined, this.#nextFree ?? undefined];
    if (guarded === undefined || free === undefined) return guarded ?? free;
    if (guarded.index !== free.index) return guarded.index < free.index ? guarded : free;
    return guarded.token.length > free.token.length ? guarded : free;
  }
}

/** Null is what was not looked for yet, undefined what is not there. */
function isBehind(found: FoundToken | undefined | null, from: number): boolean {
  return found === null || (found !== undefined && found.index < from);
}

function masked(text: string, parts: TextRanges, tokens: readonly string[]): string {
  const mask = NONCHARACTERS.find((one) => !tokens.some((token) => token.includes(one)))!;
  let result = "";
  let done = 0;
  for (const [start, end] of parts) {
    result += text.slice(done, start) + mask.repeat(end - start);
    done = end;
  }
  return result + text.slice(done);
}
