/** The merges by what they join: a table in open addressing, at most half full. Hot. */

/** The rank of two tokens that no merge joins: above all others. */
export const NO_MERGE = 0x7fffffff;

const FREE = -1;

export class MergeTable {
  /** By place: the token that is made, and the rank, which several may share; NO_MERGE where a place is free. */
  readonly ids: Int32Array;
  readonly ranks: Int32Array;
  /** Both tokens of each place. */
  readonly #joined: Int32Array;
  readonly #mask: number;
  #isGrowing = true;

  /** @param count how many merges there will be at most */
  constructor(count: number) {
    let places = 16;
    while (places < 2 * count) places *= 2;
    this.ids = new Int32Array(places);
    this.ranks = new Int32Array(places).fill(NO_MERGE);
    this.#joined = new Int32Array(2 * places).fill(FREE);
    this.#mask = places - 1;
  }

  /** If several merges join the same two tokens, the last counts. @param isLonger whether the token is longer than both */
  add(left: number, right: number, rank: number, id: number, isLonger: boolean): void {
    const place = this.find(left, right);
    this.#joined[2 * place] = left;
    this.#joined[2 * place + 1] = right;
    this.ranks[place] = rank;
    this.ids[place] = id;
    if (!isLonger) this.#isGrowing = false;
  }

  /** Whether each token that is made is longer than both that it is made of. */
  get isGrowing(): boolean {
    return this.#isGrowing;
  }

  /** The place of the merge of two tokens, or one that is free. What is below 0 is joined with nothing. */
  find(left: number, right: number): number {
    const joined = this.#joined;
    const mask = this.#mask;
    const mixed = Math.imul(left, 0x2c1b3c6d) ^ Math.imul(right, 0x297a2d39);
    const hash = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
    let place = (hash ^ (hash >>> 13)) & mask;
    while (joined[2 * place] !== FREE && (joined[2 * place] !== left || joined[2 * place + 1] !== right))
      place = (place + 1) & mask;
    return place;
  }
}
