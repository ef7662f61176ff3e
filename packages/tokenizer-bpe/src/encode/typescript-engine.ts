/** The engine in TypeScript, which runs wherever JavaScript does. */
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import { IdBuffer } from "../id-buffer.ts";
import type { Engine } from "./engine.ts";
import type { OpenText } from "../split/open-text.ts";
import { PieceCache } from "../pieces/piece-cache.ts";
import { PieceEncoder } from "../pieces/piece-encoder.ts";
import { textOpener } from "../split/text-opener.ts";
import { TextWindow } from "../split/text-window.ts";
import type { Split } from "../split/split.ts";

export class TypeScriptEngine implements Engine {
  readonly name = "typescript";
  readonly #pieces: PieceEncoder;
  readonly #open: () => OpenText;
  readonly #whole: OpenText;
  readonly isScanned: boolean;

  constructor(split: Split, vocabulary: Vocabulary, cache: PieceCache = new PieceCache()) {
    this.#pieces = new PieceEncoder(vocabulary, cache);
    this.#open = textOpener(split, this.#pieces);
    this.#whole = this.#open();
    this.isScanned = typeof split === "string";
  }

  encode(text: string | Uint8Array, out: IdBuffer | undefined, limit: number = Infinity): number {
    try {
      return this.#whole.push(text, true, out, limit);
    } finally {
      this.#whole.clear();
    }
  }

  encodeBeginning(text: string, out: IdBuffer, limit: number): number {
    try {
      return this.#whole.push(text, false, out, limit);
    } finally {
      this.#whole.clear();
    }
  }

  isCertain(beginning: Uint8Array, count: number, worth: number): boolean {
    return this.#pieces.certainBeginning(beginning, 0, beginning.length, count, worth) !== undefined;
  }

  encodePiece(bytes: Uint8Array): Int32Array {
    const out = new IdBuffer(bytes.length);
    const window = new TextWindow();
    window.appendBytes(bytes);
    this.#pieces.encodeWhole(window, out);
    return out.toArray();
  }

  open(): OpenText {
    return this.#open();
  }
}
