/**
 * The best way to cut a text into tokens: that of the largest sum of scores. Viterbi's algorithm, forward. Hot.
 *
 * At each end of a character the best way to there is known by its last token: candidates come in the order of their
 * beginnings, each added to the sum that its beginning has, and only a larger sum takes the place of another. That, and
 * doubles added in that order, is what breaks ties as huggingface/tokenizers 0.23 (encode_optimized) does. A character
 * that is not a token itself may be unknown.
 */
import { grown } from "../sections/grown.ts";
import { BASE, FAIL, NODE_SHIFT, OUT, PARENT, ROOT, type UnigramAutomaton } from "./unigram-automaton.ts";

/** What cutting needs to know. */
export interface Scored {
  readonly automaton: UnigramAutomaton;
  /** By id. */
  readonly scores: Float64Array;
  readonly unkScore: number;
  /** -1 where an unknown character is an error. */
  readonly unkId: number;
  /** Whether it is to be known how clear each choice was. */
  readonly measures?: boolean;
}

/** Sums of floats further from 0 are counted from 0 again. */
export const MAX_FLOAT_SUM = 100_000;

/** Ends of characters that there is kept room for between calls: 1 MB. */
const KEPT = 1 << 16;

export class UnigramPath {
  readonly #scored: Scored;
  /** By the place where a token of the way begins, in UTF-16 units: where it ends, and which it is. */
  ends: Int32Array = new Int32Array(0);
  ids: Int32Array = new Int32Array(0);
  #length = 0;
  #sums: Float64Array = new Float64Array(0);
  /** By the place where a token ends: how much better the best one is than the next. */
  #gaps: Float64Array = new Float64Array(0);
  /** Where sums were counted from 0 again in the text, and from which sum. */
  #places = new Int32Array(4);
  #taken = new Float64Array(4);
  #takenCount = 0;

  constructor(scored: Scored) {
    this.#scored = scored;
  }

  /**
   * Finds the best way through a text; `ends` and `ids` hold it until the next call.
   * @param areFloats whether sums are rounded, and counted from 0 again, as in sentencepiece
   * @param first the sum before it
   * @returns -1, or the place of a character that is unknown where that is an error
   */
  find(text: string, areFloats = false, first = 0): number {
    this.#length = text.length;
    this.#makeRoom(text.length + 1);
    const { ends: starts, ids } = this;
    const sums = this.#sums;
    const gaps = this.#gaps;
    const { automaton, scores, unkScore, unkId, measures = false } = this.#scored;
    const { nodes, codes, links } = automaton;
    let node = ROOT;
    /** Where the character begins. */
    let start = 0;
    this.#takenCount = 0;
    /** What begins before this has a sum from which something is still to be taken. */
    let takenAt = 0;
    sums[0] = first;
    if (areFloats && Math.abs(first) > MAX_FLOAT_SUM) this.#take(0);
    for (let at = 0; at < text.length;) {
      const unit = text.charCodeAt(at++);
      const code = codes[unit]! << NODE_SHIFT;
      if (code === 0) node = ROOT;
      else {
        let child = nodes[node + BASE]! + code;
        while (nodes[child + PARENT] !== node) {
          if (node === ROOT) {
            child = ROOT;
            break;
          }
          node = nodes[node + FAIL]!;
          child = nodes[node + BASE]! + code;
        }
        node = child;
      }
      // Tokens have whole characters.
      if ((unit & 0xfc00) === 0xd800 && at < text.length) continue;
      const end = at;
      let best = -Infinity;
      let second = -Infinity;
      let bestStart = -1;
      let bestId = -1;
      let id = nodes[node + OUT]! - 1;
      let length = 0;
      /** Before the first of what is still to be taken. */
      let taken = 0;
      const isTaken = takenAt > 0 && id >= 0 && end - links[2 * id]! < takenAt;
      if (isTaken) taken = this.#takenBehind(end - links[2 * id]!);
      while (id >= 0) {
        length = links[2 * id]!;
        if (isTaken)
          for (; taken < this.#takenCount && this.#places[taken]! <= end - length; taken++)
            best = Math.fround(best - this.#taken[taken]!);
        let sum = scores[id]! + sums[end - length]!;
        if (areFloats) sum = Math.fround(sum);
        if (bestStart < 0 || sum > best) {
          second = best;
          best = sum;
          bestStart = end - length;
          bestId = id;
        } else if (sum > second) second = sum;
        id = links[2 * id + 1]! - 1;
      }
      if (isTaken) for (; taken < this.#takenCount; taken++) best = Math.fround(best - this.#taken[taken]!);
      // The shortest comes last.
      if (length !== end - start) {
        let sum = unkScore + sums[start]!;
        if (areFloats) sum = Math.fround(sum);
        if (bestStart < 0 || sum > best) {
          if (unkId < 0) return start;
          second = best;
          best = sum;
          bestStart = start;
          bestId = unkId;
        } else if (sum > second) second = sum;
      }
      sums[end] = best;
      starts[end] = bestStart;
      ids[end] = bestId;
      if (measures) gaps[end] = best - second;
      if (areFloats && Math.abs(best) > MAX_FLOAT_SUM && end < text.length) {
        this.#take(end);
        takenAt = end;
      }
      start = end;
    }
    this.#turn();
    return -1;
  }

  /** The sum of all that was found. */
  get sum(): number {
    return this.#sums[this.#length]!;
  }

  /**
   * How much better than others the way was that was found: the least by which an end of one of its tokens was reached
   * better by that than by another, for each unit that is before that end. Only where that is measured.
   */
  get clearness(): number {
    let least = Infinity;
    for (let at = 0; at < this.#length;) {
      at = this.ends[at]!;
      least = Math.min(least, this.#gaps[at]! / at);
    }
    return least;
  }

  /** Counts from 0 again from a place on. */
  #take(place: number): void {
    const at = this.#takenCount++;
    if (at === this.#places.length) {
      this.#places = grown(this.#places, 2 * at);
      this.#taken = grown(this.#taken, 2 * at);
    }
    const sum = this.#sums[place]!;
    this.#places[at] = place;
    this.#taken[at] = sum;
    // Not a number where it is infinite.
    this.#sums[place] = sum - sum;
  }

  /** The first of what was taken behind a place. */
  #takenBehind(place: number): number {
    let low = 0;
    let high = this.#takenCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#places[middle]! > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Turns the way: it was known by the end of each token where that begins. */
  #turn(): void {
    const { ends, ids } = this;
    let end = this.#length;
    let start = ends[end]!;
    let id = ids[end]!;
    while (end > 0) {
      const [before, idBefore] = [ends[start]!, ids[start]!];
      ends[start] = end;
      ids[start] = id;
      end = start;
      start = before;
      id = idBefore;
    }
  }

  /** How many tokens the way has that was found; -1 where one of them is that of unknown characters. */
  count(unkId: number): number {
    const { ends, ids } = this;
    let count = 0;
    for (let at = 0; at < this.#length; at = ends[at]!) {
      if (ids[at] === unkId) return -1;
      count++;
    }
    return count;
  }

  /** Gives back room that is larger than most pieces need. */
  release(): void {
    if (this.ends.length > KEPT) this.#make(0);
    if (this.#places.length > KEPT) [this.#places, this.#taken] = [new Int32Array(4), new Float64Array(4)];
  }

  #makeRoom(size: number): void {
    if (size > this.ends.length) this.#make(Math.max(size, Math.min(2 * size, KEPT)));
  }

  #make(size: number): void {
    this.ends = new Int32Array(size);
    this.ids = new Int32Array(size);
    this.#sums = new Float64Array(size);
    if (this.#scored.measures === true) this.#gaps = new Float64Array(size);
  }
}
