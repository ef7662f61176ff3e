/**
 * Windows over tokens: the notebook's GPTDataset without its copies.
 *
 * The input of a window is maxLength tokens and its target the same shifted by one. Where windows
 * begin, window-layout.ts says. Over an Int32Array a window is two views of it; beyond the tokens a
 * dataset takes constant memory, whatever the stride, and 16 bytes a document if these are separate.
 */
import { checkInteger, checkOptions, describe } from "@windrow/core";
import type { Dataset, TokenIds, TokenSource, TokenWindow, WorkerModule } from "@windrow/interfaces";
import { DatasetError } from "../errors.ts";
import { fail } from "../options.ts";
import { copyWindow, readWindow } from "./copy-window.ts";
import { encodeTexts, TEXT_OPTIONS, type TextOptions } from "./encode-texts.ts";
import { checkTokens, detachedTokens, isTokenArray, type Tokens } from "./tokens.ts";
import { tokensChecksum } from "./tokens-checksum.ts";
import { windowsInWorker } from "./windows-in-worker.ts";
import { windowsOfDocuments, windowsOfRun, type WindowLayout } from "./window-layout.ts";

/** How the windows lie. */
export interface WindowOptions {
  /** Tokens in the input of a window, at least 1. */
  readonly maxLength: number;
  /** Tokens from the beginning of a window to that of the next, at least 1. Equal to maxLength, windows do not overlap. */
  readonly stride: number;
  /**
   * Where each document ends in the tokens, in rising order: then windows start over with each
   * document and none crosses from one to the next. By default the tokens are one run.
   */
  readonly documentEnds?: ArrayLike<number> | undefined;
}

/** Options of `SlidingWindowDataset.fromText`. */
export interface FromTextOptions extends Omit<WindowOptions, "documentEnds">, TextOptions {}

/**
 * Input/target windows over token ids.
 *
 * @example
 * const dataset = new SlidingWindowDataset(Int32Array.of(1, 2, 3, 4, 5), { maxLength: 3, stride: 1 });
 * dataset.length; // 2
 * dataset.get(1); // { inputIds: Int32Array [ 2, 3, 4 ], targetIds: Int32Array [ 3, 4, 5 ] }
 */
export class SlidingWindowDataset<T extends Tokens = TokenIds> implements Dataset<TokenWindow> {
  /** The tokens, as given: not a copy. */
  readonly tokens: T;
  /** Tokens in the input of a window. */
  readonly maxLength: number;
  /** Tokens from the beginning of a window to that of the next. */
  readonly stride: number;
  /** Where each document ends, if they are separate. */
  readonly documentEnds: ArrayLike<number> | undefined;
  /** Number of windows: `ceil((tokens.length - maxLength) / stride)` of the run or of each document, 0 where not one fits. */
  readonly length: number;
  readonly #layout: WindowLayout;
  /** The array that windows are copied from, or room for one read. */
  readonly #array: TokenIds | Uint16Array | undefined;
  readonly #tokenCount: number;
  readonly #read: TokenIds;
  #fingerprint: string | undefined;
  #workerModule: WorkerModule | undefined;

  /**
   * @param tokens ids in an Int32Array or Uint16Array, or a source of them; they must not change
   *   while the dataset is used
   * @throws DatasetError DATASET_INVALID_OPTION, DATASET_INVALID_TOKENS, DATASET_INVALID_DOCUMENTS
   */
  constructor(tokens: T, options: WindowOptions) {
    const { maxLength, stride, documentEnds } = checkOptions(fail, options, ["maxLength", "stride", "documentEnds"]);
    this.tokens = checkTokens(tokens);
    this.maxLength = checkInteger(fail, "maxLength", maxLength, 1);
    this.stride = checkInteger(fail, "stride", stride, 1);
    this.documentEnds = documentEnds;
    this.#layout =
      documentEnds === undefined
        ? windowsOfRun(tokens.length, maxLength, stride)
        : windowsOfDocuments(documentEnds, tokens.length, maxLength, stride);
    this.length = this.#layout.length;
    this.#array = isTokenArray(tokens) ? tokens : undefined;
    this.#tokenCount = tokens.length;
    this.#read = new Int32Array(this.#array === undefined && this.length > 0 ? maxLength + 1 : 0);
  }

  /**
   * Encodes a text, or several, and lays the windows over the ids.
   * @throws DatasetError DATASET_INVALID_OPTION, DATASET_INVALID_TOKENS; and what the tokenizer throws
   */
  static fromText(text: string | Iterable<string>, options: FromTextOptions): SlidingWindowDataset {
    const { tokens, documentEnds } = encodeTexts(
      text,
      checkOptions(fail, options, [...TEXT_OPTIONS, "maxLength", "stride"]),
    );
    return new SlidingWindowDataset(tokens, { maxLength: options.maxLength, stride: options.stride, documentEnds });
  }

  /** Equal for equal tokens and options. The first use takes a pass over tokens in memory, about 40 ms for ten million. */
  get fingerprint(): string {
    this.#checkArray();
    this.#fingerprint ??= [
      `windows-${this.length}`,
      `maxLength-${this.maxLength}`,
      `stride-${this.stride}`,
      `tokens-${tokensChecksum(this.tokens)}`,
      ...(this.documentEnds === undefined ? [] : [`documents-${checksumOfEnds(this.documentEnds)}`]),
    ].join(" ");
    return this.#fingerprint;
  }

  /** How a worker thread of a DataLoader makes the same dataset; `undefined` over a source that has no such way. */
  get workerModule(): WorkerModule | undefined {
    this.#checkArray();
    this.#workerModule ??= windowsInWorker(this.tokens, this);
    return this.#workerModule;
  }

  /**
   * Window `index`: two views of `tokens` if they are an Int32Array, else two views of a copy of its own.
   * @throws DatasetError DATASET_INDEX_OUT_OF_RANGE; and what a source throws
   */
  get(index: number): TokenWindow {
    const start = this.#layout.startOf(this.#check(index));
    this.#checkArray();
    const { maxLength } = this;
    if (this.#array instanceof Int32Array) return windowOf(this.#array, start, maxLength);
    const read = new Int32Array(maxLength + 1);
    if (this.#array === undefined) (this.tokens as TokenSource).read(start, read);
    else read.set(this.#array.subarray(start, start + maxLength + 1));
    return windowOf(read, 0, maxLength);
  }

  /**
   * Copies windows into the rows of a batch: row r gets window `indices[r]`.
   * @param inputs room for `indices.length * maxLength` ids, row-major
   * @param targets as much room
   * @throws DatasetError DATASET_INDEX_OUT_OF_RANGE; and what a source throws
   */
  copyWindows(indices: ArrayLike<number>, inputs: TokenIds, targets: TokenIds): void {
    this.#checkArray();
    const { maxLength } = this;
    for (let row = 0; row < indices.length; row++) {
      const start = this.#layout.startOf(this.#check(indices[row]!));
      const at = row * maxLength;
      if (this.#array !== undefined) copyWindow(this.#array, start, maxLength, inputs, targets, at);
      else readWindow(this.tokens as TokenSource, start, this.#read, inputs, targets, at);
    }
  }

  /** An array that was transferred to another thread gives zeros, not an error. */
  #checkArray(): void {
    if (this.#array !== undefined && this.#array.length !== this.#tokenCount) throw detachedTokens(this.#array);
  }

  #check(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.length) return index;
    throw new DatasetError(
      "DATASET_INDEX_OUT_OF_RANGE",
      `index is ${describe(index)}; expected an integer from 0 to ${this.length - 1}.`,
      { index, length: this.length },
    );
  }
}

function windowOf(tokens: TokenIds, start: number, length: number): TokenWindow {
  return {
    inputIds: tokens.subarray(start, start + length),
    targetIds: tokens.subarray(start + 1, start + length + 1),
  };
}

function checksumOfEnds(ends: ArrayLike<number>): string {
  return tokensChecksum(new Int32Array(Float64Array.from(ends).buffer));
}
