/**
 * Ids to text, one by one: what a token says, and what a run of them says when characters are cut between tokens.
 *
 * Most tokens are whole characters, whose text is kept; the bytes of the others are put together for each run alone.
 * gpt-tokenizer has one decoder for all calls, in which what one leaves behind comes out of the next.
 */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import type { Encoding } from "./encodings.ts";
import { PartialUtf8 } from "./partial-utf8.ts";
import { plainId } from "./plain-id.ts";

const REPLACEMENT = "\ufffd";

/** So many ids are joined from the texts of their tokens, 6 ns each; calling the engine takes 900 ns. */
export const FEW_IDS = 160;

/** The text of a token, or its bytes where they are not whole characters. */
type TokenText = string | Uint8Array;

/** The tokens of a vocabulary, each looked up once. */
export class TokenTexts {
  readonly #tokenizer: BpeTokenizer;
  readonly #encoding: Encoding;
  #texts: (TokenText | undefined)[] | undefined;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(tokenizer: BpeTokenizer, encoding: Encoding) {
    this.#tokenizer = tokenizer;
    this.#encoding = encoding;
  }

  /** Undefined where an id is not a token. */
  get(id: number): TokenText | undefined {
    if (typeof id !== "number") {
      const plain = plainId(id);
      return typeof plain === "number" ? this.get(plain) : undefined;
    }
    const texts = (this.#texts ??= this.#room());
    return texts[id] ?? this.#encoding.specialNames.get(id) ?? this.#find(id, texts);
  }

  /** The text of ids whose tokens are whole characters, all of them; else undefined. */
  join(ids: ArrayLike<number>): string | undefined {
    const texts = (this.#texts ??= this.#room());
    let text = "";
    for (let i = 0; i < ids.length; i++) {
      const token = texts[ids[i]!] ?? this.get(ids[i]!);
      if (typeof token !== "string") return undefined;
      text += token;
    }
    return text;
  }

  /** For all: an array that is written far behind its end becomes a table, which is slower. */
  #room(): undefined[] {
    return Array.from<undefined>({ length: this.#encoding.idCount });
  }

  #find(id: number, texts: (TokenText | undefined)[]): TokenText | undefined {
    let bytes: Uint8Array;
    try {
      bytes = this.#tokenizer.decodeSingleTokenBytes(id);
    } catch (error) {
      if ((error as { code?: unknown }).code === "BPE_INVALID_TOKEN_ID") return undefined;
      throw error;
    }
    const text = this.#decoder.decode(bytes);
    return (texts[id] = text.includes(REPLACEMENT) ? bytes : text);
  }
}

/** The text of ids that come one after the other. */
export class TokenReader {
  readonly #tokens: TokenTexts;
  readonly #partial = new PartialUtf8();

  constructor(tokens: TokenTexts) {
    this.#tokens = tokens;
  }

  /** The text that is certain with one more token, which may be empty; ids that are not tokens are skipped, as in the original. */
  push(id: number): string {
    const token = this.#tokens.get(id);
    if (token === undefined) return "";
    if (typeof token !== "string") return this.#partial.push(token);
    return this.#partial.isOpen ? this.#partial.end() + token : token;
  }

  /** U+FFFD where the ids end within a character. */
  end(): string {
    return this.#partial.end();
  }
}
