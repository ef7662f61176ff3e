/**
 * Runs the engine in WebAssembly on what is in its memory, and has the engine in TypeScript for what it can't do. Should
 * it fail, that is kept, and it is run no more.
 */
import type { BpeError } from "../errors.ts";
import type { IdBuffer } from "../id-buffer.ts";
import { PieceCache } from "../pieces/piece-cache.ts";
import { PieceEncoder } from "../pieces/piece-encoder.ts";
import { scannerOfSplit } from "../split/scan-table.ts";
import { ScannedText } from "../split/scanned-text.ts";
import { once } from "../vocabulary/once.ts";
import type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
import { engineFailed } from "./engine-failed.ts";
import { Instance } from "./instance.ts";
import type { ScannedSplit, Split } from "../split/split.ts";

/** Bytes of a piece at most. */
const MAX_PIECE = 1 << 16;
/** A longer piece of which only some ids are asked for is left to TypeScript, which need not merge it whole. */
const MAX_LIMITED = 1 << 14;
/** More ids than the engine's memory has room for. */
const NO_LIMIT = 1 << 20;

/** What became of a text in the engine's memory. */
export interface Run {
  /** Bytes that are done. */
  readonly done: number;
  /** Ids that were found. */
  readonly found: number;
  /** Whether what follows is nothing for this engine. */
  readonly isEarly: boolean;
}

export class Runner {
  failure: BpeError | undefined;
  readonly #split: Split;
  readonly #source: VocabularySource;
  readonly #instance: Instance;
  readonly #pieces: () => PieceEncoder;

  /**
   * @throws where there is no WebAssembly for it, see Instance
   */
  constructor(split: Split, source: VocabularySource, instance: Instance = new Instance(split, source)) {
    this.#split = split;
    this.#source = source;
    this.#instance = instance;
    this.#pieces = once(() => new PieceEncoder(source.vocabulary(), new PieceCache()));
  }

  /** Puts a part of a text behind the first `at` bytes in memory; returns how many there are then. */
  write(part: string | Uint8Array, at: number): number {
    return this.#instance.write(part, at);
  }

  /** Encodes the first `have` bytes in memory as far as it is certain. */
  run(have: number, isFinal: boolean, out: IdBuffer | undefined, limit: number): Run {
    const { exports } = this.#instance;
    const most = Math.min(limit, NO_LIMIT);
    const longest = limit === Infinity ? MAX_PIECE : MAX_LIMITED;
    let done: number;
    try {
      this.#refuseFailed();
      const run = out === undefined ? exports.countText : exports.encodeText;
      done = run(have, isFinal ? 1 : 0, most, longest);
    } catch (error) {
      this.#fail(error, have);
      return { done: 0, found: 0, isEarly: true };
    }
    this.#instance.refresh();
    const found = exports.foundIds();
    out?.append(this.#instance.ids, found);
    return { done, found, isEarly: exports.endedBeforeLongPiece() !== 0 };
  }

  /**
   * Encodes a whole text of `have` bytes in memory.
   * @param isPiece whether it is not split
   * @returns how many ids it has, which are in `ids`; -1 where it has a piece that is too long
   */
  runWhole(have: number, isPiece: boolean): number {
    const { exports } = this.#instance;
    let count: number;
    try {
      this.#refuseFailed();
      count = isPiece ? exports.encodeOne(have) : exports.encodeWhole(have, MAX_PIECE);
    } catch (error) {
      this.#fail(error, have);
      return -1;
    }
    this.#instance.refresh();
    return count;
  }

  /**
   * Encodes pieces that are there.
   * @param text all of them, not too long for the engine's memory
   * @param lengths of the pieces in UTF-16 units
   * @returns how many pieces are done, fewer where the next one is too long, and how many ids they have
   */
  runPieces(
    text: string,
    lengths: Uint32Array,
    out: IdBuffer | undefined,
    limit: number,
  ): { readonly done: number; readonly found: number } {
    const instance = this.#instance;
    const have = instance.write(text, 0);
    let done: number;
    try {
      this.#refuseFailed();
      instance.lengths.set(lengths);
      done = instance.exports.encodePieces(lengths.length, Math.min(limit, NO_LIMIT));
    } catch (error) {
      this.#fail(error, have);
      return { done: 0, found: 0 };
    }
    instance.refresh();
    const found = instance.exports.foundIds();
    out?.append(instance.ids, found);
    return { done, found };
  }

  /** The ids that the last run found, and what was there before behind them: good until the next one. */
  get ids(): Int32Array {
    return this.#instance.ids;
  }

  /** Drops the first `done` of `have` bytes in memory; returns how many are left. */
  drop(done: number, have: number): number {
    if (done > 0 && done < have) this.#instance.text.copyWithin(0, done, have);
    return have - done;
  }

  /** The first `have` bytes in memory, as a view. */
  waiting(have: number): Uint8Array {
    return this.#instance.text.subarray(0, have);
  }

  /** What encodes in TypeScript. */
  get pieces(): PieceEncoder {
    return this.#pieces();
  }

  /** A text of a pattern that has a scanner, in TypeScript, from a place on where a piece begins. */
  openScanned(): ScannedText {
    return new ScannedText(scannerOfSplit(this.#split as ScannedSplit), this.pieces);
  }

  /** After a failure nothing in the engine's memory is to be relied on. */
  #refuseFailed(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  /** @throws what is not a failure of the engine */
  #fail(error: unknown, have: number): void {
    this.#instance.refresh();
    if (this.failure !== undefined) return;
    // Nothing else comes from within WebAssembly: the caller has left no stack for it.
    if ((error as Error).name !== "RuntimeError") throw error;
    this.failure = engineFailed(error, this.waiting(have).slice(), this.#split, this.#source);
  }
}
