/** How added tokens are found in a text. */

/** Finds the leftmost of several texts, of those that begin there the longest. */
export interface Finder {
  next(text: string, from: number): FoundToken | undefined;
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

  next(text: string, from: number): FoundToken | undefined {
    const guarded = this.#guarded?.next(this.#masked, from);
    const free = this.#free?.next(text, from);
    if (guarded === undefined || free === undefined) return guarded ?? free;
    if (guarded.index !== free.index) return guarded.index < free.index ? guarded : free;
    return guarded.token.length > free.token.length ? guarded : free;
  }
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
