/**
 * Byte pair encoding over bytes in printable characters, by the engine of tokenizer-bpe. Pieces are those characters, as
 * the pre-tokenizer ByteLevel makes them.
 */
import { sha256 } from "@windrow/core";
import { charactersOfBytes, type Engine, type TokenBytes, writeBytesOf } from "@windrow/tokenizer-bpe/internal";
import { endsOfTokens } from "./ends-of-tokens.ts";
import { type ListedModel, type PieceTokens, sortedById } from "./model.ts";

/** The tokens of a vocabulary. */
export interface ByteTokens {
  /** Bytes by id. */
  readonly tokens: TokenBytes;
  /** What each merge joins; none where tokens are merged by their ranks. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  /** How many tokens are listed, added ones included. */
  readonly size: number;
  /** A token in printable characters. */
  nameOf(id: number): string | undefined;
}

export class ByteLevelBpe implements ListedModel {
  readonly #listing: ByteTokens;
  readonly #engine: () => Engine;
  /** Tokens of the vocabulary that are not bytes: added ones, by name. */
  readonly #others: ReadonlyMap<string, number>;
  readonly #otherNames: ReadonlyMap<number, string>;
  #ids: Map<string, number> | undefined;

  /** @param engine one that encodes pieces */
  constructor(listing: ByteTokens, others: ReadonlyMap<string, number>, engine: () => Engine) {
    this.#listing = listing;
    this.#others = others;
    this.#otherNames = new Map(Array.from(others, ([name, id]) => [id, name]));
    this.#engine = engine;
  }

  get size(): number {
    return this.#listing.size;
  }

  get largestId(): number {
    let largest = this.#listing.tokens.offsets.length - 2;
    for (const id of this.#others.values()) if (id > largest) largest = id;
    return largest;
  }

  lists(): unknown {
    const { tokens, lefts, rights } = this.#listing;
    const digests = [tokens.bytes, tokens.offsets, lefts, rights].map((array) =>
      sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)),
    );
    return [digests, sortedById(this.#others)];
  }

  idOf(token: string): number | undefined {
    return this.#others.get(token) ?? (this.#ids ??= this.#allIds()).get(token);
  }

  /** The same for a few, without a table of all. */
  idsOf(tokens: ReadonlySet<string>): Map<string, number> {
    const { bytes, offsets } = this.#listing.tokens;
    const found = new Map<string, number>();
    /** By length and first byte: looking at each name would take longer than all else. */
    const mayBe = new Uint8Array(1 << 16);
    for (const token of tokens) {
      if (this.#others.has(token)) found.set(token, this.#others.get(token)!);
      const first = new Uint8Array(token.length);
      if (writeBytesOf(token, first, 0) > 0) mayBe[((token.length & 0xff) << 8) | first[0]!] = 1;
    }
    for (let id = 0, start = 0; id + 1 < offsets.length; id++) {
      const end = offsets[id + 1]!;
      if (end > start && mayBe[(((end - start) & 0xff) << 8) | bytes[start]!] === 1) {
        const name = charactersOfBytes(bytes.subarray(start, end));
        if (tokens.has(name)) found.set(name, id);
      }
      start = end;
    }
    return found;
  }

  tokenOf(id: number): string | undefined {
    return this.#otherNames.get(id) ?? this.#listing.nameOf(id);
  }

  encode(piece: string): PieceTokens {
    const bytes = new Uint8Array(piece.length);
    writeBytesOf(piece, bytes, 0);
    const ids = this.#engine().encodePiece(bytes);
    return { ids: [...ids], ends: endsOfTokens(ids, this.#listing.tokens) };
  }

  #allIds(): Map<string, number> {
    const ids = new Map<string, number>();
    for (let id = 0; id + 1 < this.#listing.tokens.offsets.length; id++) {
      const name = this.#listing.nameOf(id);
      if (name !== undefined) ids.set(name, id);
    }
    return ids;
  }
}
