/**
 * Ids of a text part by part, where no piece can join two parts: a part that comes again is looked up. Hot.
 *
 * The sum before a part decides how its sums are rounded, so that one is kept with how large that sum may be for its pieces
 * to be the same. They are found in doubles, with how much better they are than others. A float's sums differ from the
 * exact ones by half of its last digit for each piece at most, thus by no more than |largest sum| / 2^24 for each unit of
 * the part; if that is less than half of what the pieces are better by, it changes nothing. Other parts are cut again,
 * with the sum that is before them.
 */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { grown } from "../../sections/grown.ts";
import { hashOf, MAX_UNITS, WordTable } from "../../sections/table-of-words.ts";
import type { Pieces } from "../../sentence-piece/pieces.ts";
import type { PieceParts } from "../model.ts";
import { MAX_FLOAT_SUM, type Scored, UnigramPath } from "../unigram-path.ts";

/** Digits of a float's mantissa, as a factor. */
const PRECISION = 2 ** 24;
/** For what is lost in the limit itself, which is large or does not matter. */
const SLACK = 1;
/** Steps that there is kept room for between calls. */
const KEPT = 1 << 16;

const utf8 = new TextEncoder();

export class UnigramWords {
  readonly #scored: Scored;
  readonly #path: UnigramPath;
  readonly #parts: PieceParts | undefined;
  readonly #byteIds: readonly number[] | undefined;
  /** How far from 0 a score may be. */
  readonly #largest: number;
  /** The steps of words: pieces, each unknown character as the unknown one, and its bytes behind it. */
  readonly #words = new WordTable();
  /** By word: how far from 0 the sum before it may be. */
  #limits = new Float64Array(64);
  #steps = new Int32Array(64);
  #stepCount = 0;
  /** The id before, where a run of unknown characters may go on. */
  #last = -1;

  constructor({ byteIds }: Pieces, scored: Scored, parts: PieceParts | undefined) {
    this.#scored = scored;
    this.#path = new UnigramPath(scored);
    this.#parts = parts;
    this.#byteIds = byteIds;
    this.#largest = scored.scores.reduce((largest, score) => Math.max(largest, Math.abs(score)), 0);
  }

  /** Stops after the part with which there are more than `limit`. @returns how many ids */
  encode(text: string, out: IdBuffer | undefined, limit: number): number {
    const words = this.#words;
    const { length } = text;
    let sum = 0;
    let count = 0;
    this.#last = -1;
    for (let at = 0; at < length && count <= limit;) {
      const start = at;
      at = this.#parts?.next(text, start, length) ?? length;
      const hash = this.#parts?.hash ?? hashOf(text, start, at);
      let word = words.find(text, start, at, hash);
      if (word < 0) word = this.#keep(text.slice(start, at), hash);
      if (word >= 0 && Math.abs(sum) <= this.#limits[word]!) {
        const end = words.idStarts[word + 1]!;
        for (let i = words.idStarts[word]!; i < end; i++) sum = Math.fround(sum + this.#scored.scores[words.ids[i]!]!);
        count += this.#put(words.ids, words.idStarts[word]!, end, out);
      } else {
        const part = text.slice(start, at);
        this.#path.find(part, true, sum);
        sum = this.#path.sum;
        this.#noteSteps(part);
        count += this.#put(this.#steps, 0, this.#stepCount, out);
        this.#path.release();
      }
    }
    if (this.#steps.length > KEPT) this.#steps = new Int32Array(64);
    return count;
  }

  /** The number of a word that is kept from now on, or -1. */
  #keep(word: string, hash: number): number {
    if (word.length > MAX_UNITS) return -1;
    this.#path.find(word);
    this.#noteSteps(word);
    const kept = this.#words.keep(word, hash, this.#steps.subarray(0, this.#stepCount));
    if (kept >= this.#limits.length) this.#limits = grown(this.#limits, 2 * kept);
    const best = Math.min((this.#path.clearness / 2) * PRECISION, MAX_FLOAT_SUM);
    this.#limits[kept] = best - word.length * this.#largest - SLACK;
    return kept;
  }

  /** The steps of the way that was found. */
  #noteSteps(part: string): void {
    const { ids, ends } = this.#path;
    const { unkId } = this.#scored;
    this.#stepCount = 0;
    for (let at = 0; at < part.length;) {
      const id = ids[at]!;
      const end = ends[at]!;
      this.#addStep(id);
      if (id === unkId && this.#byteIds !== undefined)
        for (const byte of utf8.encode(part.slice(at, end))) this.#addStep(this.#byteIds[byte]!);
      at = end;
    }
  }

  #addStep(id: number): void {
    if (this.#stepCount === this.#steps.length) this.#steps = grown(this.#steps, 2 * this.#stepCount);
    this.#steps[this.#stepCount++] = id;
  }

  /** @returns how many ids some steps make */
  #put(steps: Int32Array, start: number, end: number, out: IdBuffer | undefined): number {
    const { unkId } = this.#scored;
    const hasBytes = this.#byteIds !== undefined;
    let count = 0;
    let last = this.#last;
    out?.reserve(end - start);
    for (let i = start; i < end; i++) {
      const id = steps[i]!;
      if (id === unkId && (hasBytes || last === unkId)) continue;
      last = id;
      if (out !== undefined) out.ids[out.length + count] = id;
      count++;
    }
    if (out !== undefined) out.length += count;
    this.#last = last;
    return count;
  }
}
