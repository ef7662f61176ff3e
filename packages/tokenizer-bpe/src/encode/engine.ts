/** What makes ids of ordinary text (no special tokens), with an encoding's pattern and vocabulary. */
import type { BpeError } from "../errors.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "../split/open-text.ts";

/** The two forms that there are, with the same ids. */
export type EngineName = "wasm" | "typescript";

/** Which engine a tokenizer has. */
export interface EngineOptions {
  /**
   * `"wasm"` or `"typescript"`, with the same ids; by default what the environment variable `WINDROW_ENGINE`
   * says, or else `"wasm"` wherever it is available.
   */
  readonly engine?: EngineName | undefined;
}

export interface Engine {
  readonly name: EngineName;
  /** Whether what follows a text can change its last pieces only by what it begins with. */
  readonly isScanned: boolean;
  /** A bug of the engine in WebAssembly, which the one in TypeScript has answered for since. */
  readonly failure?: BpeError | undefined;
  /**
   * Appends the ids of a text to `out`, or only counts them; stops after the piece with which there
   * are more than `limit`.
   * @param text or its UTF-8
   * @returns how many ids
   */
  encode(text: string | Uint8Array, out: IdBuffer | undefined, limit?: number): number;
  /** The ids of a text in a fresh array, where the engine has them at once. */
  encodeShort?(text: string): Int32Array | undefined;
  /** The same as `encode`, as far as it does not depend on what follows the text. */
  encodeBeginning(text: string, out: IdBuffer, limit: number): number;
  /**
   * Whether the first `count` ids of a piece, of more, are certain whatever follows these bytes of it.
   * @param worth bytes that may be merged to find that out
   */
  isCertain(beginning: Uint8Array, count: number, worth: number): boolean;
  /** The ids of a piece, not split. */
  encodePiece(bytes: Uint8Array): Int32Array;
  /** A text that comes in parts. */
  open(): OpenText;
}
