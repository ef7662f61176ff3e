/**
 * How many UTF-16 units or code points each token adds to a text. A token is measured the first time it is asked
 * for, so that a call with a few ids reads a few tokens and not the whole vocabulary.
 *
 * A width is one integer: the characters that the token begins, in units, times 8; twice the units of the last of
 * them, 0 where the token begins none; and 1 where the token itself begins within a character. No token has 0,
 * so 0 in the table means "not measured yet". Tokens have at most 2^25 bytes: 28 bits.
 */
import { BpeError } from "../errors.ts";
import { isContinuation, utf16Units } from "./utf8.ts";

/** What offsets count: UTF-16 units, as `String.slice` does, or code points, as Python does. */
export type OffsetUnit = "utf16" | "codePoint";

export class TokenWidths {
  readonly unit: OffsetUnit;
  /** By id; 0 where `measure` has not been called. */
  readonly table: Int32Array;
  readonly #tokenOf: (id: number) => Uint8Array;

  /**
   * @param size ids are below this
   * @param tokenOf the bytes of a token
   */
  constructor(unit: OffsetUnit, size: number, tokenOf: (id: number) => Uint8Array) {
    this.unit = unit;
    this.table = new Int32Array(size);
    this.#tokenOf = tokenOf;
  }

  /** The width of a token, which is in the table from now on. @throws BpeError BPE_INVALID_TOKEN_ID where it has no bytes */
  measure(id: number): number {
    const bytes = this.#tokenOf(id);
    if (bytes.length === 0) throw withoutPlace(id);
    const isUtf16 = this.unit === "utf16";
    let units = 0;
    let last = 0;
    for (const byte of bytes) {
      if (isContinuation(byte)) continue;
      last = isUtf16 ? utf16Units(byte) : 1;
      units += last;
    }
    return (this.table[id] = (units << 3) | (last << 1) | (isContinuation(bytes[0]!) ? 1 : 0));
  }
}

function withoutPlace(id: number): BpeError {
  return new BpeError(
    "BPE_INVALID_TOKEN_ID",
    `id ${id} is the token without bytes, which has no position in a text; leave it out.`,
    { id },
  );
}
