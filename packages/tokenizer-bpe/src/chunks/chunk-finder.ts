/**
 * Chunks of a text, one after another, each of the first tokens of what is left. In memory are a chunk and what is read
 * ahead of it. Where chunks are cut depends on the text alone, not on how it comes. Each costs a few times what encoding
 * it costs: what is read is cut after so many tokens, then back to a better place, and both are counted by themselves.
 */
import { characterStart, codePointStart } from "./characters.ts";
import type { CheckedSplit } from "./split-options.ts";
import type { TextAhead } from "./text-ahead.ts";
import type { IsEnd } from "./text-ends.ts";

/** What a tokenizer does for it. */
export interface TokenCuts {
  count(text: string): number;
  /** The beginning of a text that its first tokens hold; whole characters, as UTF-8 has them. */
  truncate(text: string, maxTokens: number): string;
  /** Where in the text each token begins, in UTF-16 units. */
  starts(text: string): ArrayLike<number>;
  /** The error for a character that has more tokens than a chunk may have. */
  tooSmall(character: string, tokens: number, maxTokens: number): Error;
}

/** A chunk that was found, in places from what `ahead` begins with. */
export interface FoundChunk {
  readonly from: number;
  readonly to: number;
  readonly tokens: number;
  /** Which of the ends it has; `ends.length` for none of them. */
  readonly rank: number;
}

/**
 * Units of the text that are read ahead for the first chunk, for each of its tokens, and for another as a multiple of the
 * one before; twice as many each time that is not enough. No more than needed, as all that is read of a long piece is
 * merged: Chinese has less than a unit for a token, and sentences without spaces.
 */
const UNITS_PER_TOKEN = 6;
const UNITS_OF_LAST = 2;
const MIN_UNITS = 512;
/** Units behind a chunk that are looked at before it is certain: what follows changes how the last word is cut. */
const LOOK_AHEAD = 128;

export class ChunkFinder {
  readonly #ahead: TextAhead;
  readonly #split: CheckedSplit;
  readonly #cuts: TokenCuts;
  /** What is read ahead for the next chunk. */
  #units: number;

  constructor(ahead: TextAhead, split: CheckedSplit, cuts: TokenCuts) {
    this.#ahead = ahead;
    this.#split = split;
    this.#cuts = cuts;
    this.#units = Math.max(MIN_UNITS, UNITS_PER_TOKEN * split.maxTokens);
  }

  /** The first chunk; empty where the text is. */
  *first(): Generator<undefined, FoundChunk> {
    return yield* this.#whole(0);
  }

  /** The chunk after one that does not end the text. */
  *after(chunk: FoundChunk): Generator<undefined, FoundChunk> {
    this.#units = Math.max(MIN_UNITS, UNITS_OF_LAST * (chunk.to - chunk.from));
    const plain = yield* this.#whole(chunk.to);
    const text = this.#ahead.upTo(chunk.to);
    // Halved, not lessened by one: a sentence that does not fit behind many tokens is tried a few times only.
    for (let most = this.#split.overlap; most > 0; most >>= 1) {
      const from = this.#tailStart(text, most);
      if (from === text.length) break;
      const found = yield* this.#from(from, text.length, plain.rank);
      if (found !== undefined) return found;
    }
    return plain;
  }

  /** The chunk from a place on, by whichever end it has. @throws where it can't hold a code point */
  *#whole(from: number): Generator<undefined, FoundChunk> {
    const found = yield* this.#from(from, from, this.#split.ends.length);
    if (found !== undefined) return found;
    const { maxTokens } = this.#split;
    const { text } = yield* this.#ahead.window(from, MIN_UNITS);
    const cut = this.#fitting(text, this.#cuts.truncate(text, maxTokens).length, codePointStart);
    if (cut !== undefined) return { from, to: from + cut.length, tokens: cut.tokens, rank: this.#split.ends.length };
    const character = String.fromCodePoint(text.codePointAt(0)!);
    throw this.#cuts.tooSmall(character, this.#cuts.count(character), maxTokens);
  }

  /** The chunk from a place on that ends beyond another, by an end of at most this rank; undefined where there is none. */
  *#from(from: number, beyond: number, maxRank: number): Generator<undefined, FoundChunk | undefined> {
    const { maxTokens, ends } = this.#split;
    for (let units = this.#units; ; units *= 2) {
      const { text, isRest } = yield* this.#ahead.window(from, units);
      const end = this.#cuts.truncate(text, maxTokens).length;
      if (!isRest && end + LOOK_AHEAD > text.length) continue;
      if (end === text.length) return { from, to: from + end, tokens: this.#cuts.count(text), rank: 0 };
      const found = (cut: Cut, rank: number): FoundChunk => ({ from, to: from + cut.length, tokens: cut.tokens, rank });
      const after = beyond - from;
      for (const [rank, isEnd] of ends.entries()) {
        if (rank > maxRank) return undefined;
        const cut = this.#fitting(text, end, (_, index) => lastEnd(text, after, index, isEnd));
        if (cut !== undefined) return found(cut, rank);
      }
      const cut = maxRank < ends.length ? undefined : this.#fitting(text, end, characterStart);
      return cut === undefined || cut.length <= after ? undefined : found(cut, ends.length);
    }
  }

  /** The longest beginning up to a place that may be cut there, and fits; undefined where there is none. */
  #fitting(text: string, end: number, cutBefore: (text: string, index: number) => number): Cut | undefined {
    for (let length = cutBefore(text, end); length > 0; length = cutBefore(text, length - 1)) {
      // A token may be more than one by itself where a part of it was left out.
      const tokens = this.#cuts.count(text.slice(0, length));
      if (tokens <= this.#split.maxTokens) return { length, tokens };
    }
    return undefined;
  }

  /** Where the end of a chunk begins that has at most so many tokens, and not all of it; its length where there is none. */
  #tailStart(text: string, most: number): number {
    const starts = this.#cuts.starts(text);
    const first = Math.max(1, starts.length - most);
    const fits = (start: number): boolean =>
      start > 0 && characterStart(text, start) === start && this.#cuts.count(text.slice(start)) <= most;
    for (const isEnd of this.#split.ends)
      for (let start = Math.max(1, starts[first] ?? text.length); start < text.length; start++)
        if (isEnd(text, start) && fits(start)) return start;
    for (let i = first; i < starts.length; i++) if (fits(starts[i]!)) return starts[i]!;
    return text.length;
  }
}

interface Cut {
  readonly length: number;
  readonly tokens: number;
}

/** The last place after one and up to another where something ends, between characters; 0 where there is none. */
function lastEnd(text: string, after: number, upTo: number, isEnd: IsEnd): number {
  for (let index = upTo; index > after; index--)
    if (isEnd(text, index) && characterStart(text, index) === index) return index;
  return 0;
}
