/**
 * Windows over one run of tokens: the notebook's GPTDataset without its copies.
 *
 * Window i begins at token i * stride; its input is the next maxLength tokens and its target the
 * same shifted by one, so a window needs maxLength + 1 tokens. Both are views on the tokens: beyond
 * them a dataset takes constant memory, whatever the stride.
 */
import type { Dataset, TokenIds, TokenWindow } from "@windrow/interfaces";
import { DatasetError } from "./errors.ts";
import { checkPositiveInteger } from "./options.ts";
import { encodeTexts, type TextOptions } from "./encode-texts.ts";

/** How the windows lie. */
export interface WindowOptions {
  /** Tokens in the input of a window, at least 1. */
  readonly maxLength: number;
  /** Tokens from the beginning of a window to that of the next, at least 1. Equal to maxLength, windows do not overlap. */
  readonly stride: number;
}

/** Options of `SlidingWindowDataset.fromText`. */
export interface FromTextOptions extends WindowOptions, TextOptions {}

/**
 * Input/target windows over token ids.
 *
 * @example
 * const dataset = new SlidingWindowDataset(Int32Array.of(1, 2, 3, 4, 5), { maxLength: 3, stride: 1 });
 * dataset.length; // 2
 * dataset.get(1); // { inputIds: Int32Array [ 2, 3, 4 ], targetIds: Int32Array [ 3, 4, 5 ] }
 */
export class SlidingWindowDataset implements Dataset<TokenWindow> {
  /** The tokens, as given: not a copy. */
  readonly tokens: TokenIds;
  /** Tokens in the input of a window. */
  readonly maxLength: number;
  /** Tokens from the beginning of a window to that of the next. */
  readonly stride: number;
  /** Number of windows: `ceil((tokens.length - maxLength) / stride)`, 0 where not one fits. */
  readonly length: number;

  /**
   * @param tokens one run of ids; it must not change while the dataset is used
   * @throws DatasetError DATASET_INVALID_OPTION, DATASET_INVALID_TOKENS
   */
  constructor(tokens: TokenIds, { maxLength, stride }: WindowOptions) {
    if (!(tokens instanceof Int32Array)) {
      throw new DatasetError(
        "DATASET_INVALID_TOKENS",
        "tokens is not an Int32Array; convert it with Int32Array.from(tokens), or use SlidingWindowDataset.fromText.",
      );
    }
    this.tokens = tokens;
    this.maxLength = checkPositiveInteger("maxLength", maxLength);
    this.stride = checkPositiveInteger("stride", stride);
    this.length = Math.max(0, Math.ceil((tokens.length - maxLength) / stride));
  }

  /**
   * Encodes a text, or several with `eotToken` between them, and lays the windows
   * over the ids.
   * @throws DatasetError DATASET_INVALID_OPTION, DATASET_INVALID_TOKENS; and what the tokenizer throws
   */
  static fromText(text: string | Iterable<string>, options: FromTextOptions): SlidingWindowDataset {
    return new SlidingWindowDataset(encodeTexts(text, options), options);
  }

  /**
   * Window `index`: two views on `tokens`.
   * @throws DatasetError DATASET_INDEX_OUT_OF_RANGE
   */
  get(index: number): TokenWindow {
    if (!(Number.isInteger(index) && index >= 0 && index < this.length)) {
      throw new DatasetError(
        "DATASET_INDEX_OUT_OF_RANGE",
        `index is ${index}; expected an integer from 0 to ${this.length - 1}.`,
        { index, length: this.length },
      );
    }
    const start = index * this.stride;
    const end = start + this.maxLength;
    return { inputIds: this.tokens.subarray(start, end), targetIds: this.tokens.subarray(start + 1, end + 1) };
  }
}
