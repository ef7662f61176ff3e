/**
 * Learns merges: again and again the pair of neighbours that stands most often in the texts becomes a
 * token. Ties go to the lower pair of ids. What a step costs is the number of places of its
 * pair, whatever the words' lengths. Hot.
 *
 * Counts are those of minbpe and of Hugging Face's trainer: every two neighbours count, those that
 * overlap too ("aaa" has a a twice), while a merge takes them from the left, none over another.
 */
import { NewPairs } from "./new-pairs.ts";
import { Occurrences } from "./occurrences.ts";
import { PairIndex } from "./pair-index.ts";
import { PairQueue } from "./pair-queue.ts";
import { layOut, type Tape } from "./tape.ts";
import type { WordTable } from "./word-counts.ts";

const BYTES = 256;

export class MergeLearner {
  /** What each merge joins; its token is its number + 256. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  /** Merges so far. */
  merges = 0;
  readonly #tape: Tape;
  readonly #minCount: number;
  /** Bytes of each token. */
  readonly #lengths: Int32Array;
  readonly #pairs = new PairIndex();
  readonly #places: Occurrences;
  readonly #queue: PairQueue;
  /** New pairs of the current merge. */
  readonly #news: NewPairs;

  /**
   * @param maxMerges so many at most
   * @param minCount rarer pairs are not merged, at least 1
   */
  constructor(words: WordTable, maxMerges: number, minCount: number) {
    const maxIds = BYTES + maxMerges;
    this.lefts = new Int32Array(maxMerges);
    this.rights = new Int32Array(maxMerges);
    this.#minCount = minCount;
    this.#tape = layOut(words, maxIds);
    this.#lengths = new Int32Array(maxIds).fill(1, 0, BYTES);
    this.#places = new Occurrences(this.#pairs, minCount);
    this.#queue = new PairQueue(this.#pairs, minCount);
    this.#news = new NewPairs(maxIds);
    this.#indexBytePairs();
  }

  /** Learns the next merge. @returns whether there was one */
  next(): boolean {
    if (this.merges === this.lefts.length) return false;
    const pair = this.#queue.pop();
    if (pair === undefined) return false;
    this.#merge(pair);
    return true;
  }

  /** Repeats a merge that was learned before. @returns whether its pair is there */
  repeat(left: number, right: number): boolean {
    const pair = this.#pairs.find(left, right);
    if (pair < 0) return false;
    this.#merge(pair);
    return true;
  }

  #indexBytePairs(): void {
    const { cells, separator, runEnds, runCounts } = this.#tape;
    const counts = new Float64Array(BYTES * BYTES);
    const lengths = new Int32Array(BYTES * BYTES);
    for (let at = 1, run = 0; at + 1 < cells.length; at++) {
      if (cells[at] === separator || cells[at + 1] === separator) continue;
      while (at >= runEnds[run]!) run++;
      const pair = cells[at]! * BYTES + cells[at + 1]!;
      counts[pair]! += runCounts[run]!;
      lengths[pair]!++;
    }
    const ends = new Float64Array(BYTES * BYTES).fill(-1);
    for (let pair = 0; pair < counts.length; pair++) {
      if (counts[pair]! < this.#minCount) continue;
      this.#pairs.add(pair >> 8, pair & 0xff, counts[pair]!);
      this.#places.add(lengths[pair]!);
    }
    const { places, starts } = this.#places;
    for (let number = 0; number < this.#pairs.size; number++)
      ends[this.#pairs.lefts[number]! * BYTES + this.#pairs.rights[number]!] = starts[number]!;
    for (let at = 1; at + 1 < cells.length; at++) {
      if (cells[at] === separator || cells[at + 1] === separator) continue;
      const pair = cells[at]! * BYTES + cells[at + 1]!;
      if (ends[pair]! >= 0) places[ends[pair]!++] = at;
    }
  }

  #merge(pair: number): void {
    const { lefts, rights } = this.#pairs;
    const left = lefts[pair]!;
    const right = rights[pair]!;
    const token = BYTES + this.merges;
    this.lefts[this.merges] = left;
    this.rights[this.merges++] = right;
    this.#lengths[token] = this.#lengths[left]! + this.#lengths[right]!;
    this.#joinAll(pair, left, right, token);
    this.#pairs.counts[pair] = 0;
    this.#keepNewPairs(left, right, token);
  }

  /** Makes the pair one token wherever it stands, and notes the pairs that this makes. */
  #joinAll(pair: number, left: number, right: number, token: number): void {
    const { cells, separator, hole, runEnds, runCounts } = this.#tape;
    const lengths = this.#lengths;
    const news = this.#news;
    const leftLength = lengths[left]!;
    const rightLength = lengths[right]!;
    const { places } = this.#places;
    const start = this.#places.starts[pair]!;
    const end = start + this.#places.lengths[pair]!;
    let run = start < end ? runOf(runEnds, places[start]!) : 0;
    for (let i = start; i < end; i++) {
      const at = places[i]!;
      const middle = at + leftLength;
      if (cells[at] !== left || cells[middle] !== right) continue;
      while (at >= runEnds[run]!) run++;
      const count = runCounts[run]!;
      const behind = middle + rightLength;
      cells[at] = token;
      if (rightLength > 1) cells[middle] = hole;
      cells[behind - 1] = token;
      const before = cells[at - 1]!;
      if (before !== separator) {
        news.addBefore(before, at - lengths[before]!, count);
        // Merged just now, it had `left` behind it for a while.
        if (before === token) news.loseBehind(left, count);
      }
      const next = cells[behind]!;
      if (next !== separator) news.addBehind(next, at, count);
    }
  }

  /** Counts of the pairs that are gone fall; new ones that are frequent enough get a list of their places. */
  #keepNewPairs(left: number, right: number, token: number): void {
    const news = this.#news;
    const pairs = this.#pairs;
    for (let i = 0; i < news.size; i++) {
      const neighbour = news.neighbours[i]!;
      if (neighbour === token) continue;
      const old = news.isBefore[i] === 1 ? pairs.find(neighbour, left) : pairs.find(right, neighbour);
      if (old >= 0) pairs.counts[old]! -= news.made[i]!;
    }
    const starts = new Float64Array(news.size).fill(-1);
    const first = pairs.size;
    for (let i = 0; i < news.size; i++) {
      const count = news.made[i]! - news.lost[i]!;
      if (count < this.#minCount) continue;
      const neighbour = news.neighbours[i]!;
      starts[i] = news.isBefore[i] === 1 ? pairs.add(neighbour, token, count) : pairs.add(token, neighbour, count);
      this.#places.add(news.lengths[i]!);
    }
    // Room for the one may have moved the lists of the others.
    for (let i = 0; i < news.size; i++) if (starts[i]! >= 0) starts[i] = this.#places.starts[starts[i]!]!;
    news.writePlaces(starts, this.#places.places);
    for (let pair = first; pair < pairs.size; pair++) this.#queue.push(pair);
    news.clear();
  }
}

/** The run that a place is in. */
function runOf(runEnds: Float64Array, place: number): number {
  let low = 0;
  for (let high = runEnds.length - 1; low < high;) {
    const middle = (low + high) >> 1;
    if (place < runEnds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
