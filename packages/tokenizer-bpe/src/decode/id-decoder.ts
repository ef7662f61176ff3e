/** Ids to bytes and text, with the errors of ids that are not tokens. */
import { whyNotAnId } from "@windrow/core";
import { BpeError } from "../errors.ts";
import { once } from "../vocabulary/once.ts";
import { ByteCopier } from "./byte-copier.ts";
import { bytesOfToken, type DecodedTokens } from "./decoded-tokens.ts";
import { asTextTooLong } from "./text-too-long.ts";
import { TokenCopier } from "./token-copier.ts";
import type { UnitMemory } from "./unit-memory.ts";
import { REPLACED, resetUtf8, STATE_LENGTH, type Utf8State } from "./utf8-to-units.ts";

/** Ids whose bytes are looked up one by one, before it is worth while to make a table of all. */
const FEW_IDS = 1 << 12;

/** Text of ids that come in parts, cut anywhere. */
export interface OpenIds {
  /** The text that is certain. @throws BpeError BPE_INVALID_TOKEN_ID, BPE_TEXT_TOO_LONG */
  push(ids: ArrayLike<number>): string;
  /** What waited. */
  end(): string;
}

export class IdDecoder {
  readonly #name: string;
  readonly #tokens: DecodedTokens;
  readonly #copier: TokenCopier;
  readonly #bytes: () => ByteCopier;
  /** Ids whose bytes were looked up one by one. */
  #fewIds = 0;
  /** State for a text that is complete. */
  readonly #state: Utf8State = new Int32Array(STATE_LENGTH);

  /**
   * @param name of the encoding, for errors
   * @param openWasm what copies tokens in WebAssembly, see TokenCopier
   */
  constructor(name: string, tokens: DecodedTokens, openWasm?: (memory: UnitMemory) => UnitMemory) {
    this.#name = name;
    this.#tokens = tokens;
    const invalidId = (ids: ArrayLike<number>, index: number): BpeError => this.#invalidId(ids[index]!, index, ids);
    this.#copier = new TokenCopier(tokens, invalidId, openWasm);
    this.#bytes = once(() => new ByteCopier(tokens.all(), tokens.emptyToken));
  }

  /** See TokenCopier. */
  get failure(): BpeError | undefined {
    return this.#copier.failure;
  }

  /** Ids are below this. */
  get size(): number {
    return this.#tokens.size;
  }

  /** Bytes of the longest token. */
  get longest(): number {
    return this.#bytes().longest;
  }

  /** The bytes of one token, in a fresh array. */
  token(id: number, index?: number, ids?: ArrayLike<number>): Uint8Array {
    const bytes = typeof id === "number" ? bytesOfToken(this.#tokens, id) : undefined;
    if (bytes === undefined) throw this.#invalidId(id, index, ids);
    return bytes;
  }

  /** The bytes of the ids, in a fresh array. @throws BpeError BPE_TEXT_TOO_LONG */
  bytes(ids: ArrayLike<number>): Uint8Array<ArrayBuffer> {
    this.#fewIds += ids.length;
    return asTextTooLong(() =>
      this.#fewIds <= FEW_IDS
        ? joined(Array.from(ids, (id, i) => this.token(id, i, ids)))
        : this.#bytes().bytes(ids, (i) => this.#invalidId(ids[i]!, i, ids)),
    );
  }

  /** The text of the ids; bytes that are not UTF-8 become U+FFFD. @throws BpeError BPE_TEXT_TOO_LONG */
  text(ids: ArrayLike<number>): string {
    resetUtf8(this.#state);
    return this.#push(ids, this.#state, true);
  }

  /** The text of the ids. @throws BpeError BPE_INVALID_UTF8, BPE_TEXT_TOO_LONG */
  strictText(ids: ArrayLike<number>): string {
    const text = this.text(ids);
    if (this.#state[REPLACED] === 0) return text;
    throw new BpeError(
      "BPE_INVALID_UTF8",
      "the tokens' bytes are not UTF-8 (a character is cut or missing); use decodeBytes or decode.",
    );
  }

  open(): OpenIds {
    const state: Utf8State = new Int32Array(STATE_LENGTH);
    return { push: (ids) => this.#push(ids, state, false), end: () => this.#push([], state, true) };
  }

  #push(ids: ArrayLike<number>, state: Utf8State, isFinal: boolean): string {
    return asTextTooLong(() => this.#copier.push(ids, state, isFinal));
  }

  #invalidId(id: number, index?: number, ids?: ArrayLike<number>): BpeError {
    const place = index === undefined ? "" : ` at index ${index}`;
    const isUnused = Number.isInteger(id) && id >= 0 && id < this.size;
    const range = `expected a token's id, an integer from 0 to ${this.size - 1}`;
    const last = `${this.#name}'s last id is ${this.size - 1}, and not all ids below it are used`;
    return new BpeError(
      "BPE_INVALID_TOKEN_ID",
      whyNotAnId(id, place, ids) ?? `id ${id}${place} is not a token of ${this.#name}; ${isUnused ? last : range}.`,
      { id, index, vocabSize: this.size },
    );
  }
}

function joined(tokens: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(tokens.reduce((length, token) => length + token.length, 0));
  let at = 0;
  for (const token of tokens) {
    bytes.set(token, at);
    at += token.length;
  }
  return bytes;
}
