/**
 * All tokens of a tokenizer by their ids and by their bytes, special tokens among them: what the methods that have to do
 * with bytes look up. Hot.
 *
 * Ids are any integers of 32 bits. A long list is copied eight bytes at a time, beyond the end of a token, in one pass:
 * 6 ns an id of code in Node 20; in two passes, the first of which finds the length, 10. A short one is copied byte by
 * byte into an array of its length: the view and the second copy that the other way needs take a microsecond.
 */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { NameTable, withTokens } from "@windrow/tokenizer-bpe/internal";
import { partsOf } from "@windrow/tokenizer-bpe/internal/tokenizers";

/** Ids whose length is found first. */
const SHORT = 64;
/** A token of up to eight bytes is copied as eight. */
const OVERRUN = 8;

const tables = new WeakMap<BpeTokenizer, TokenTable>();

/** The table of a tokenizer, made when it is first asked for: tens of milliseconds. */
export function tableOf(tokenizer: BpeTokenizer): TokenTable {
  const table = tables.get(tokenizer) ?? new TokenTable(tokenizer);
  tables.set(tokenizer, table);
  return table;
}

export class TokenTable {
  /** With room for what is copied beyond the last. */
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #offsets: Uint32Array;
  readonly #size: number;
  #names: NameTable | undefined;

  constructor(tokenizer: BpeTokenizer) {
    const tokens = withTokens(partsOf(tokenizer).source.tokenBytes(), tokenizer.specialTokens);
    this.#bytes = new Uint8Array(tokens.bytes.length + OVERRUN);
    this.#bytes.set(tokens.bytes);
    this.#view = new DataView(this.#bytes.buffer);
    this.#offsets = tokens.offsets;
    this.#size = tokens.offsets.length - 1;
  }

  /** The bytes of the ids, in an array of their own; undefined where an id is no token. */
  decode(ids: Int32Array): Uint8Array | undefined {
    return ids.length <= SHORT ? this.#decodeShort(ids) : this.#decodeLong(ids);
  }

  /** The id of bytes that are one token; -1 where they are none, or where two tokens have the same bytes. */
  find(bytes: Uint8Array): number {
    this.#names ??= new NameTable({ bytes: this.#bytes, offsets: this.#offsets });
    return bytes.length === 0 || this.#names.hasTwice ? -1 : this.#names.find(bytes, 0, bytes.length);
  }

  #decodeShort(ids: Int32Array): Uint8Array | undefined {
    const [bytes, offsets, size] = [this.#bytes, this.#offsets, this.#size];
    let length = 0;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const own = id >>> 0 < size ? offsets[id + 1]! - offsets[id]! : 0;
      if (own === 0) return undefined;
      length += own;
    }
    const result = new Uint8Array(length);
    let at = 0;
    for (let i = 0; i < ids.length; i++) {
      const end = offsets[ids[i]! + 1]!;
      for (let from = offsets[ids[i]!]!; from < end; from++) result[at++] = bytes[from]!;
    }
    return result;
  }

  #decodeLong(ids: Int32Array): Uint8Array | undefined {
    const [tokens, offsets, size] = [this.#view, this.#offsets, this.#size];
    let room = ids.length * 5;
    let result = new Uint8Array(room + OVERRUN);
    let view = new DataView(result.buffer);
    let at = 0;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (id >>> 0 >= size) return undefined;
      const from = offsets[id]!;
      const length = offsets[id + 1]! - from;
      if (length === 0) return undefined;
      if (at + length > room) {
        room = 2 * (at + length);
        const grown = new Uint8Array(room + OVERRUN);
        grown.set(result.subarray(0, at));
        result = grown;
        view = new DataView(result.buffer);
      }
      view.setInt32(at, tokens.getInt32(from, true), true);
      view.setInt32(at + 4, tokens.getInt32(from + 4, true), true);
      for (let k = 8; k < length; k += 4) view.setInt32(at + k, tokens.getInt32(from + k, true), true);
      at += length;
    }
    return result.slice(0, at);
  }
}
