/** The characters that are tokens, numbered: the most frequent ones first, since these have low ids in most vocabularies. */

/** Where more than a unit decides about a character. */
export const PAIR = -1;

export const NO_ID = -1;

export class KnownCharacters {
  /** By UTF-16 unit: 1 + the number of the character, 0 where it is not known, or PAIR. */
  readonly units: Int32Array = new Int32Array(1 << 16);
  /** The id of each character by 1 + its number; NO_ID at 0. */
  readonly ids: Int32Array;
  readonly #astral = new Map<number, number>();

  constructor(vocab: ReadonlyMap<string, number>) {
    const known: (readonly [point: number, id: number])[] = [];
    for (const [token, id] of vocab) {
      if (token.length > 2 || token === "") continue;
      const point = token.codePointAt(0)!;
      if (token.length === (point > 0xffff ? 2 : 1)) known.push([point, id]);
    }
    known.sort(([, a], [, b]) => a - b);
    this.ids = new Int32Array(known.length + 1).fill(NO_ID, 0, 1);
    this.units.fill(PAIR, 0xd800, 0xdc00);
    for (const [i, [point, id]] of known.entries()) {
      this.ids[i + 1] = id;
      if (point > 0xffff) this.#astral.set(point, i + 1);
      else this.units[point] = i + 1;
    }
  }

  /** How many there are. */
  get count(): number {
    return this.ids.length - 1;
  }

  /** 1 + the number of a character, or 0. */
  numberOf(point: number): number {
    return point > 0xffff ? (this.#astral.get(point) ?? 0) : Math.max(0, this.units[point] ?? 0);
  }
}
