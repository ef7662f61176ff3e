/** Ids back to text, by the engine's decoder of bytes or step by step. */
import { describe } from "@windrow/core";
import { BpeError, type IdDecoder } from "@windrow/tokenizer-bpe/internal";
import { isByteToken } from "../decoders/byte-fallback.ts";
import { byteLevel, bytesOfTokens, openBytes } from "../decoders/byte-level.ts";
import type { Decoder, OpenDecoder } from "../decoders/decoder.ts";
import { HfError } from "../errors.ts";

/** Text of ids that come one by one or in parts. */
interface OpenText {
  /** The text that is certain. */
  push(ids: ArrayLike<number>): string;
  /** What waited. */
  end(): string;
}

export interface TextOfIds {
  text(ids: ArrayLike<number>): string;
  /** The bytes of the ids, or where a step works on text, of their text. */
  bytes(ids: ArrayLike<number>): Uint8Array<ArrayBuffer>;
  open(): OpenText;
}

/** What is made when it is first asked for: who only encodes does not wait for it. */
export function lazyDecoder(make: () => TextOfIds): TextOfIds {
  let made: TextOfIds | undefined;
  const decoder = (): TextOfIds => (made ??= make());
  return { text: (ids) => decoder().text(ids), bytes: (ids) => decoder().bytes(ids), open: () => decoder().open() };
}

/** Where all tokens are bytes. */
export function bytesDecoder(decoder: IdDecoder): TextOfIds {
  const renamed = <T>(decode: () => T): T => {
    try {
      return decode();
    } catch (error) {
      if (error instanceof BpeError && error.code === "BPE_INVALID_TOKEN_ID")
        throw new HfError("HF_INVALID_TOKEN_ID", error.message, { ...error.fields, cause: error });
      throw error;
    }
  };
  return {
    text: (ids) => renamed(() => decoder.text(ids)),
    bytes: (ids) => renamed(() => decoder.bytes(ids)),
    open() {
      const open = decoder.open();
      return { push: (ids) => renamed(() => open.push(ids)), end: () => open.end() };
    },
  };
}

/**
 * By the steps of a file. Without any, tokens are joined by spaces, as in Hugging Face's library.
 * @param tokenOf undefined where an id is not a token
 * @param size ids are below this
 */
export function stepsDecoder(
  decoder: Decoder | undefined,
  tokenOf: (id: number) => string | undefined,
  size: number,
): TextOfIds {
  const tokensOf = (ids: ArrayLike<number>): string[] =>
    Array.from(ids, (id, index) => {
      const token = tokenOf(id);
      if (token !== undefined) return token;
      throw new HfError(
        "HF_INVALID_TOKEN_ID",
        `id ${describe(id)} at index ${index} is not a token; expected an integer from 0 to ${size - 1}.`,
        { id, index, vocabSize: size },
      );
    });
  const join = (tokens: readonly string[]): string =>
    decoder === undefined ? tokens.join(" ") : decoder.decode(tokens).join("");
  const open = (): OpenText => {
    const opened = decoder === byteLevel ? openByteLevel() : decoder?.open?.();
    if (opened === undefined) return new OpenSteps(tokensOf, join);
    return { push: (ids) => opened.push(tokensOf(ids)), end: () => opened.end() };
  };
  const bytes = (ids: ArrayLike<number>): Uint8Array<ArrayBuffer> =>
    decoder === byteLevel ? bytesOfTokens(tokensOf(ids)) : new TextEncoder().encode(join(tokensOf(ids)));
  return { text: (ids) => join(tokensOf(ids)), bytes, open };
}

function openByteLevel(): OpenDecoder {
  const decode = openBytes();
  return { push: (tokens) => tokens.map((token) => decode(token)).join(""), end: () => decode() };
}

/** Tokens that wait; a cut character has four at most. */
const MANY = 64;

/**
 * Decodes the last tokens again with those that come: what a step makes of a token may depend on the one before. Text is
 * certain once it does not end in U+FFFD, which a cut character is, nor in a byte: one more may make others of all
 * before it. Where many wait, they are looked at again when there are twice as many, so that time grows with their number.
 */
class OpenSteps implements OpenText {
  readonly #tokensOf: (ids: ArrayLike<number>) => string[];
  readonly #join: (tokens: readonly string[]) => string;
  /** Tokens that have given their text, and those that wait. */
  #done: string[] = [];
  #waiting: string[] = [];
  /** How many wait when they are looked at again. */
  #due = 0;

  constructor(tokensOf: (ids: ArrayLike<number>) => string[], join: (tokens: readonly string[]) => string) {
    this.#tokensOf = tokensOf;
    this.#join = join;
  }

  push(ids: ArrayLike<number>): string {
    let text = "";
    for (const token of this.#tokensOf(ids)) {
      this.#waiting.push(token);
      if (this.#waiting.length >= this.#due) text += this.#take(false);
    }
    return text;
  }

  end(): string {
    const text = this.#take(true);
    this.#done = [];
    return text;
  }

  #take(isFinal: boolean): string {
    // Before anything is decoded: a run of bytes may be long.
    if (!isFinal && isByteToken(this.#waiting.at(-1)!)) return "";
    const before = this.#join(this.#done);
    const all = this.#join([...this.#done, ...this.#waiting]);
    if (!isFinal && (all.endsWith("\ufffd") || all.length <= before.length)) {
      this.#due = this.#waiting.length < MANY ? 0 : 2 * this.#waiting.length;
      return "";
    }
    this.#due = 0;
    this.#done = this.#waiting.length > 0 ? this.#waiting : this.#done;
    this.#waiting = [];
    return all.slice(before.length);
  }
}
