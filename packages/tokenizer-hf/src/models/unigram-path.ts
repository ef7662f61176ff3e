/**
 * The best way to cut a text into tokens: that of the largest sum of scores. Viterbi's algorithm, forward. Hot.
 *
 * At each end of a character the best way to there is known by its last token: candidates come in the order of their
 * beginnings, each added to the sum that its beginning has, and only a larger sum takes the place of another. That, and
 * doubles added in that order, is what breaks ties as huggingface/tokenizers 0.23 (encode_optimized) does. A character
 * that is not a token itself may be unknown.
 */
import { BASE, FAIL, NODE_SHIFT, OUT, PARENT, ROOT, type UnigramAutomaton } from "./unigram-automaton.ts";

/** What cutting needs to know. */
export interface Scored {
  readonly automaton: UnigramAutomaton;
  /** By id. */
  readonly scores: Float64Array;
  readonly unkScore: number;
  /** -1 where an unknown character is an error. */
  readonly unkId: number;
}

/** Ends of characters that there is kept room for between calls: 1 MB. */
const KEPT = 1 << 16;

export class UnigramPath {
  readonly #scored: Scored;
  /** By the place where a token of the way begins, in UTF-16 units: where it ends, and which it is. */
  ends: Int32Array = new Int32Array(0);
  ids: Int32Array = new Int32Array(0);
  #length = 0;
  #sums: Float64Array = new Float64Array(0);

  constructor(scored: Scored) {
    this.#scored = scored;
  }

  /**
   * Finds the best way through a text; `ends` and `ids` hold it until the next call.
   * @returns -1, or the place of a character that is unknown where that is an error
   */
  find(text: string): number {
    this.#length = text.length;
    this.#makeRoom(text.length + 1);
    const { ends: starts, ids } = this;
    const sums = this.#sums;
    const { automaton, scores, unkScore, unkId } = this.#scored;
    const { nodes, codes, links } = automaton;
    let node = ROOT;
    /** Where the character begins. */
    let start = 0;
    sums[0] = 0;
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
      let bestStart = -1;
      let bestId = -1;
      let id = nodes[node + OUT]! - 1;
      let length = 0;
      while (id >= 0) {
        length = links[2 * id]!;
        const sum = scores[id]! + sums[end - length]!;
        if (bestStart < 0 || sum > best) {
          best = sum;
          bestStart = end - length;
          bestId = id;
        }
        id = links[2 * id + 1]! - 1;
      }
      // The shortest comes last.
      if (length !== end - start) {
        const sum = unkScore + sums[start]!;
        if (bestStart < 0 || sum > best) {
          if (unkId < 0) return start;
          best = sum;
          bestStart = start;
          bestId = unkId;
        }
      }
      sums[end] = best;
      starts[end] = bestStart;
      ids[end] = bestId;
      start = end;
    }
    this.#turn();
    return -1;
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
  }

  #makeRoom(size: number): void {
    if (size > this.ends.length) this.#make(Math.max(size, Math.min(2 * size, KEPT)));
  }

  #make(size: number): void {
    this.ends = new Int32Array(size);
    this.ids = new Int32Array(size);
    this.#sums = new Float64Array(size);
  }
}
