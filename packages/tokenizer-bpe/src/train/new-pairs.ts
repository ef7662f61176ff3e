/** The pairs that one merge makes of its token and the neighbours, and where they stand, in the order of the places. Hot. */
import { grown } from "./word-counts.ts";

const FIRST_SIZE = 1 << 10;

export class NewPairs {
  /** Pairs so far. */
  size = 0;
  /** The other token of each. */
  neighbours: Int32Array = new Int32Array(FIRST_SIZE);
  /** 1 where that stands before the new token, 0 where behind it. */
  isBefore: Uint8Array = new Uint8Array(FIRST_SIZE);
  /** How often each was made, and how often of these it was lost again in the same merge. */
  made: Float64Array = new Float64Array(FIRST_SIZE);
  lost: Float64Array = new Float64Array(FIRST_SIZE);
  /** Places of each. */
  lengths: Int32Array = new Int32Array(FIRST_SIZE);
  /** By neighbour: the number of its pair + 1; 0 where there is none. */
  readonly #before: Int32Array;
  readonly #behind: Int32Array;
  #events = 0;
  #eventPairs = new Int32Array(FIRST_SIZE);
  #eventPlaces = new Int32Array(FIRST_SIZE);

  /** @param maxIds ids of tokens are below it */
  constructor(maxIds: number) {
    this.#before = new Int32Array(maxIds);
    this.#behind = new Int32Array(maxIds);
  }

  /** A neighbour that stands before the new token: the pair is at the neighbour's place. */
  addBefore(neighbour: number, place: number, count: number): void {
    let pair = this.#before[neighbour]! - 1;
    if (pair < 0) this.#before[neighbour] = (pair = this.#begin(neighbour, 1)) + 1;
    this.#note(pair, place, count);
  }

  /** A neighbour behind it: the pair is at the new token's place. */
  addBehind(neighbour: number, place: number, count: number): void {
    let pair = this.#behind[neighbour]! - 1;
    if (pair < 0) this.#behind[neighbour] = (pair = this.#begin(neighbour, 0)) + 1;
    this.#note(pair, place, count);
  }

  /** Says that one that was added behind is no more. */
  loseBehind(neighbour: number, count: number): void {
    this.lost[this.#behind[neighbour]! - 1]! += count;
  }

  /**
   * Writes the places of the pairs.
   * @param starts where each pair's list begins in `places`; -1 where it has none
   */
  writePlaces(starts: Float64Array, places: Int32Array): void {
    for (let i = 0; i < this.#events; i++) {
      const pair = this.#eventPairs[i]!;
      if (starts[pair]! >= 0) places[starts[pair]!++] = this.#eventPlaces[i]!;
    }
  }

  /** Forgets them. */
  clear(): void {
    for (let pair = 0; pair < this.size; pair++) {
      this.#before[this.neighbours[pair]!] = 0;
      this.#behind[this.neighbours[pair]!] = 0;
    }
    this.size = this.#events = 0;
  }

  #begin(neighbour: number, isBefore: 0 | 1): number {
    const pair = this.size++;
    if (pair === this.neighbours.length) {
      this.neighbours = grown(this.neighbours, this.size);
      this.isBefore = grown(this.isBefore, this.size);
      this.made = grown(this.made, this.size);
      this.lost = grown(this.lost, this.size);
      this.lengths = grown(this.lengths, this.size);
    }
    this.neighbours[pair] = neighbour;
    this.isBefore[pair] = isBefore;
    this.made[pair] = this.lost[pair] = this.lengths[pair] = 0;
    return pair;
  }

  #note(pair: number, place: number, count: number): void {
    this.made[pair]! += count;
    this.lengths[pair]!++;
    if (this.#events === this.#eventPairs.length) {
      this.#eventPairs = grown(this.#eventPairs, this.#events + 1);
      this.#eventPlaces = grown(this.#eventPlaces, this.#events + 1);
    }
    this.#eventPairs[this.#events] = pair;
    this.#eventPlaces[this.#events++] = place;
  }
}
