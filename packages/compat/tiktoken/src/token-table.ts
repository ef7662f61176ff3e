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
/** Special tokens that are compared one by one; encodings have up to five. */
const FEW = 8;
/** Room that is kept between calls, 1 MB: fresh memory of more than 128 kB costs as much as the copying. */
const KEPT_BYTES = 1 << 20;

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
  /** Ids of special tokens, as far as they are few. */
  readonly #special: readonly number[];
  #room = roomFor(0);
  #names: NameTable | undefined;

  constructor(tokenizer: BpeTokenizer) {
    const tokens = withTokens(partsOf(tokenizer).source.tokenBytes(), tokenizer.specialTokens);
    this.#bytes = new Uint8Array(tokens.bytes.length + OVERRUN);
    this.#bytes.set(tokens.bytes);
    this.#view = new DataView(this.#bytes.buffer);
    this.#offsets = tokens.offsets;
    this.#size = tokens.offsets.length - 1;
    this.#special = [...tokenizer.specialTokens.values()].slice(0, FEW);
  }

  /** The bytes of the ids, in an array of their own; undefined where an id is not a token. */
  decode(ids: Int32Array): Uint8Array | undefined {
    return ids.length <= SHORT ? this.#decodeShort(ids) : this.#decodeLong(ids);
  }

  /** The id of bytes that are one token; -1 where they are none, or where two tokens have the same bytes. */
  find(bytes: Uint8Array): number {
    this.#names ??= new NameTable({ bytes: this.#bytes, offsets: this.#offsets });
    if (this.#names.hasTwice) return -1;
    // A long name takes longer to be hashed than to be compared with a few.
    if (bytes.length > 8)
      for (let i = 0; i < this.#special.length; i++)
        if (this.#isToken(this.#special[i]!, bytes)) return this.#special[i]!;
    return this.#names.find(bytes, 0, bytes.length);
  }

  #isToken(id: number, bytes: Uint8Array): boolean {
    const [start, end] = [this.#offsets[id]!, this.#offsets[id + 1]!];
    if (end - start !== bytes.length) return false;
    let i = 0;
    while (i < bytes.length && this.#bytes[start + i] === bytes[i]) i++;
    return i === bytes.length;
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
    let { bytes, view } = this.#room;
    let end = bytes.length - OVERRUN;
    let at = 0;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      if (id >>> 0 >= size) return undefined;
      const from = offsets[id]!;
      const length = offsets[id + 1]! - from;
      if (length === 0) return undefined;
      if (at + length > end) {
        end = 2 * (at + length);
        this.#room = roomFor(end, bytes.subarray(0, at));
        ({ bytes, view } = this.#room);
      }
      view.setInt32(at, tokens.getInt32(from, true), true);
      view.setInt32(at + 4, tokens.getInt32(from + 4, true), true);
      for (let k = 8; k < length; k += 4) view.setInt32(at + k, tokens.getInt32(from + k, true), true);
      at += length;
    }
    if (bytes.length > KEPT_BYTES) this.#room = roomFor(0);
    return bytes.slice(0, at);
  }
}

interface Room {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Room for so many bytes and what is copied beyond them, with those that are there already. */
function roomFor(length: number, begun?: Uint8Array): Room {
  const bytes = new Uint8Array(length + OVERRUN);
  if (begun !== undefined) bytes.set(begun);
  return { bytes, view: new DataView(bytes.buffer) };
}
