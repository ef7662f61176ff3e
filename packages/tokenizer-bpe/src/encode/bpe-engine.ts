/** Ordinary text (no special tokens) to ids, with an encoding's pattern and vocabulary. */
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "../split/open-text.ts";
import { PieceCache } from "../pieces/piece-cache.ts";
import { PieceEncoder } from "../pieces/piece-encoder.ts";
import { textOpener } from "../split/text-opener.ts";
import { TextWindow } from "../split/text-window.ts";

export class BpeEngine {
  readonly #pieces: PieceEncoder;
  readonly #open: () => OpenText;
  readonly #whole: OpenText;
  /** Whether what follows a text can change its last pieces only by what it begins with. */
  readonly isScanned: boolean;

  /** @param split a pattern that has a scanner, or the regular expression of another */
  constructor(split: string | RegExp, vocabulary: Vocabulary, cache: PieceCache = new PieceCache()) {
    this.#pieces = new PieceEncoder(vocabulary, cache);
    this.#open = textOpener(split, this.#pieces);
    this.#whole = this.#open();
    this.isScanned = typeof split === "string";
  }

  /**
   * Appends the ids of a text to `out`, or only counts them; stops after the piece with which there
   * are more than `limit`.
   * @param text or its UTF-8
   * @returns how many ids
   */
  encode(text: string | Uint8Array, out: IdBuffer | undefined, limit: number = Infinity): number {
    try {
      return this.#whole.push(text, true, out, limit);
    } finally {
      this.#whole.clear();
    }
  }

  /** The same as far as it does not depend on what follows the text. */
  encodeBeginning(text: string, out: IdBuffer, limit: number): number {
    try {
      return this.#whole.push(text, false, out, limit);
    } finally {
      this.#whole.clear();
    }
  }

  /** Whether the first `count` ids of a piece, of more, are certain whatever follows these bytes of it. */
  isCertain(beginning: Uint8Array, count: number): boolean {
    return this.#pieces.certainBeginning(beginning, 0, beginning.length, count) !== undefined;
  }

  /** The ids of a piece, not split. */
  encodePiece(bytes: Uint8Array): Int32Array {
    const out = new IdBuffer(bytes.length);
    const window = new TextWindow();
    window.appendBytes(bytes);
    this.#pieces.encodeWhole(window, out);
    return out.toArray();
  }

  /** A text that comes in parts. */
  open(): OpenText {
    return this.#open();
  }
}
