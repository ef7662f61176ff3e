/**
 * The public face of an encoding. It checks arguments, treats special tokens (special-tokens.ts)
 * and decodes; the ids of ordinary text come from bpe-engine.ts.
 */
import type { TokenIds, Tokenizer } from "@windrow/interfaces";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { checkIds, checkLimit, checkText, describe } from "./arguments.ts";
import { BpeEngine } from "./bpe-engine.ts";
import { countChatTokens, type ChatMessage, type ChatTokenOptions } from "./chat-tokens.ts";
import type { EncodingDefinition } from "./encoding-definitions.ts";
import { BpeError } from "./errors.ts";
import { IdBuffer } from "./id-buffer.ts";
import { SpecialTokens, type SpecialTokenSelection } from "./special-tokens.ts";
import { tokenOffsets, type OffsetUnit } from "./token-offsets.ts";
import { wholeUtf16Length } from "./utf8.ts";
import { byteString, byteStringOfBytes, tokenBytes, type Vocabulary } from "./vocabulary.ts";

/** How special tokens in a text are treated. */
export interface EncodeOptions {
  /** Special tokens that become their ids; by default none. */
  readonly allowedSpecial?: SpecialTokenSelection | undefined;
  /** Special tokens that are an error; by default all that are not allowed. `[]` turns the check off. */
  readonly disallowedSpecial?: SpecialTokenSelection | undefined;
}

/** A text, and where in it each token begins. */
export interface DecodedWithOffsets {
  readonly text: string;
  /** One for each id; a token that begins within a character has that character's offset. */
  readonly offsets: Int32Array;
}

/**
 * Byte pair encoding exactly as tiktoken does it. Get one with `getEncoding(name)`, or without
 * waiting from `@windrow/tokenizer-bpe/gpt2` and its siblings.
 *
 * @example
 * import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";
 * gpt2.encode("hello world"); // Int32Array [ 31373, 995 ]
 */
export class BpeTokenizer implements Tokenizer {
  /** The encoding's name, such as `gpt2`. */
  readonly name: string;
  /** Special tokens and their ids: a copy, changing it changes no ids. */
  readonly specialTokens: ReadonlyMap<string, number>;
  readonly #definition: EncodingDefinition;
  readonly #special: SpecialTokens;
  readonly #loadVocabulary: () => Vocabulary;
  #loadedEngine: BpeEngine | undefined;
  #specialBytes: ReadonlyMap<number, Uint8Array> | undefined;
  #vocabSize: number | undefined;
  #fingerprint: string | undefined;

  /** @internal Tokenizers come from `getEncoding` and the encodings' own entries. */
  constructor(definition: EncodingDefinition, loadVocabulary: () => Vocabulary) {
    this.name = definition.name;
    this.specialTokens = new Map(definition.specialTokens);
    this.#special = new SpecialTokens(definition.specialTokens);
    this.#definition = definition;
    this.#loadVocabulary = loadVocabulary;
  }

  /** Largest id + 1, as tiktoken's `n_vocab`; some ids below it may be no token. */
  get vocabSize(): number {
    this.#vocabSize ??= Math.max(
      this.#vocabulary.offsets.length - 1,
      ...[...this.#special.ids.values()].map((id) => id + 1),
    );
    return this.#vocabSize;
  }

  /** Id of `<|endoftext|>`. */
  get eotToken(): number | undefined {
    return this.#special.ids.get("<|endoftext|>");
  }

  /** sha256 over the pattern, the special tokens and all tokens' bytes. */
  get fingerprint(): string {
    this.#fingerprint ??= this.#takeFingerprint();
    return this.#fingerprint;
  }

  /**
   * The ids of a text. Lone surrogates are encoded as U+FFFD.
   * @throws BpeError BPE_DISALLOWED_SPECIAL_TOKEN where the text has one, with the ways out;
   *   BPE_INVALID_TEXT, BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
   */
  encode(text: string, options: EncodeOptions = {}): TokenIds {
    const { allowedSpecial = [], disallowedSpecial = "all" } = options;
    this.#special.refuseDisallowed(checkText(text), allowedSpecial, disallowedSpecial);
    return this.#encode(text, allowedSpecial).toArray();
  }

  /** The ids of a text in which special tokens are text like the rest. @throws BpeError BPE_INVALID_TEXT, BPE_PIECE_TOO_LONG */
  encodeOrdinary(text: string): TokenIds {
    return this.#encode(checkText(text), []).toArray();
  }

  /** The ids of each text, as `encode` gives them. */
  encodeBatch(texts: readonly string[], options: EncodeOptions = {}): TokenIds[] {
    return texts.map((text) => this.encode(text, options));
  }

  /**
   * The id of a text or bytes that is one token, special tokens included.
   * @throws BpeError BPE_NOT_A_TOKEN
   */
  encodeSingleToken(token: string | Uint8Array): number {
    const isText = typeof token === "string";
    const special = this.#special.ids.get(isText ? token : lenientUtf8.decode(token));
    const id = special ?? this.#vocabulary.ids.get(isText ? byteString(token) : byteStringOfBytes(token));
    if (id === undefined) {
      const got = isText
        ? JSON.stringify(token)
        : `bytes ${Array.from(token, (byte) => byte.toString(16).padStart(2, "0")).join(" ")}`;
      throw new BpeError(
        "BPE_NOT_A_TOKEN",
        `${got} is not one token of ${this.name}; use encode for text of any length.`,
      );
    }
    return id;
  }

  /**
   * The text of the ids. Bytes that are not UTF-8 (a cut character) become U+FFFD, as in tiktoken.
   * @throws BpeError BPE_INVALID_TOKEN_ID naming the id, its index and the range
   */
  decode(ids: ArrayLike<number>): string {
    return lenientUtf8.decode(this.decodeBytes(ids));
  }

  /** The texts of each array of ids. */
  decodeBatch(batch: readonly ArrayLike<number>[]): string[] {
    return batch.map((ids) => this.decode(ids));
  }

  /** The bytes of the ids, in a fresh array. @throws BpeError BPE_INVALID_TOKEN_ID */
  decodeBytes(ids: ArrayLike<number>): Uint8Array {
    const parts = Array.from(checkIds(ids), (id, index) => this.#tokenBytes(id, index));
    const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /** The bytes of one token, in a fresh array. @throws BpeError BPE_INVALID_TOKEN_ID */
  decodeSingleTokenBytes(id: number): Uint8Array {
    return this.#tokenBytes(id).slice();
  }

  /**
   * The text of the ids, and where each token begins in it.
   * @param options.unit `"utf16"` (default) fits `String.slice`; `"codePoint"` is tiktoken's
   * @throws BpeError BPE_INVALID_TOKEN_ID; BPE_INVALID_UTF8 where the bytes are not UTF-8
   */
  decodeWithOffsets(ids: ArrayLike<number>, options: { unit?: OffsetUnit } = {}): DecodedWithOffsets {
    const unit = options.unit ?? "utf16";
    if (unit !== "utf16" && unit !== "codePoint") {
      throw new BpeError("BPE_INVALID_OPTION", `unit is ${JSON.stringify(unit)}; expected "utf16" or "codePoint".`);
    }
    const text = this.#decodeStrictly(ids);
    const offsets = tokenOffsets(
      Array.from(ids, (id) => this.#tokenBytes(id)),
      unit,
    );
    return { text, offsets };
  }

  /**
   * The number of ids. Special tokens in the text count as text, so this never throws for them;
   * those in `allowedSpecial` count as one.
   * @throws BpeError BPE_INVALID_TEXT, BPE_PIECE_TOO_LONG
   */
  countTokens(text: string, options: Pick<EncodeOptions, "allowedSpecial"> = {}): number {
    return this.#encodeUpTo(text, Infinity, options).length;
  }

  /**
   * The number of tokens that messages take in a chat request, the reply's beginning included: the
   * count that OpenAI publishes for gpt-3.5-turbo, gpt-4, gpt-4o and gpt-4o-mini, which it calls an
   * estimate. Special tokens in the messages count as text. Tools and images are not counted.
   * @param options.model an OpenAI model whose overheads are published and whose encoding this is
   * @param options.overhead tokens per message, per name and for the reply, in place of the published
   * @throws BpeError BPE_UNKNOWN_CHAT_MODEL; BPE_WRONG_ENCODING; BPE_INVALID_MESSAGE naming the index
   *   and the field; BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
   * @example
   * o200kBase.countChatTokens([{ role: "user", content: "Hello!" }], { model: "gpt-4o" }); // 9
   */
  countChatTokens(messages: readonly ChatMessage[], options: ChatTokenOptions): number {
    return countChatTokens(this, messages, options);
  }

  /**
   * Whether a text has at most `limit` tokens, counted as `countTokens` does; stops once it has more.
   * @param limit an integer of at least 0
   * @throws BpeError BPE_INVALID_TEXT, BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
   */
  isWithinTokenLimit(text: string, limit: number, options: Pick<EncodeOptions, "allowedSpecial"> = {}): boolean {
    return this.#encodeUpTo(text, checkLimit("limit", limit), options).length <= limit;
  }

  /**
   * The beginning of a text that its first `maxTokens` tokens hold; a character that they would
   * cut is left out. Special tokens are treated as in `countTokens`.
   * @param maxTokens an integer of at least 0
   * @throws BpeError BPE_INVALID_TEXT, BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
   * @example
   * gpt2.truncate("one two three", 2); // "one two"
   */
  truncate(text: string, maxTokens: number, options: Pick<EncodeOptions, "allowedSpecial"> = {}): string {
    const ids = this.#encodeUpTo(text, checkLimit("maxTokens", maxTokens), options);
    if (ids.length <= maxTokens) return text;
    return text.slice(0, wholeUtf16Length(this.decodeBytes(ids.toArray(maxTokens))));
  }

  get #engine(): BpeEngine {
    this.#loadedEngine ??= new BpeEngine(this.#definition.pattern, this.#loadVocabulary());
    return this.#loadedEngine;
  }

  get #vocabulary(): Vocabulary {
    return this.#engine.vocabulary;
  }

  #encodeUpTo(text: string, limit: number, { allowedSpecial = [] }: Pick<EncodeOptions, "allowedSpecial">): IdBuffer {
    return this.#encode(checkText(text), allowedSpecial, limit);
  }

  /** All ids, or as many as show that there are more than `limit`. */
  #encode(text: string, allowed: SpecialTokenSelection, limit = Infinity): IdBuffer {
    const out = new IdBuffer(Math.min(Math.ceil(text.length / 3), limit));
    const matcher = this.#special.allowedMatcher(allowed);
    let start = 0;
    for (const match of matcher ? text.matchAll(matcher) : []) {
      this.#engine.encode(text.slice(start, match.index), out, limit);
      if (out.length > limit) return out;
      out.push(this.#special.ids.get(match[0])!);
      start = match.index + match[0].length;
    }
    this.#engine.encode(text.slice(start), out, limit);
    return out;
  }

  /** A view on a token's bytes. */
  #tokenBytes(id: number, index?: number): Uint8Array {
    const bytes = tokenBytes(this.#vocabulary, id);
    if (bytes.length > 0) return bytes;
    this.#specialBytes ??= specialBytesById(this.#special.ids);
    const special = this.#specialBytes.get(id);
    if (special === undefined) {
      const place = index === undefined ? "" : ` at index ${index}`;
      const isUnused = Number.isInteger(id) && id >= 0 && id < this.vocabSize;
      const reason = isUnused ? "is not used by" : "is not a token of";
      throw new BpeError(
        "BPE_INVALID_TOKEN_ID",
        `id ${describe(id)}${place} ${reason} ${this.name}; expected a token's id, an integer from 0 to ${this.vocabSize - 1}.`,
        { id, index, vocabSize: this.vocabSize },
      );
    }
    return special;
  }

  #decodeStrictly(ids: ArrayLike<number>): string {
    const bytes = this.decodeBytes(ids);
    try {
      return strictUtf8.decode(bytes);
    } catch {
      throw new BpeError(
        "BPE_INVALID_UTF8",
        "the tokens' bytes are not UTF-8 (a character is cut or missing); use decodeBytes or decode.",
      );
    }
  }

  #takeFingerprint(): string {
    const { bytes, offsets } = this.#vocabulary;
    const tokens = sha256.create().update(bytes).update(new Uint8Array(offsets.buffer)).digest();
    const specialTokens = [...this.#special.ids].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const parts = ["windrow-bpe-1", this.#definition.pattern, specialTokens, bytesToHex(tokens)];
    return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts))));
  }
}

// ignoreBOM: a byte order mark is a character of the text like any other.
const lenientUtf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const strictUtf8 = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** Where two names share an id, the first counts. */
function specialBytesById(specialTokens: ReadonlyMap<string, number>): ReadonlyMap<number, Uint8Array> {
  const byId = new Map<number, Uint8Array>();
  for (const [token, id] of specialTokens) if (!byId.has(id)) byId.set(id, utf8ToBytes(token));
  return byId;
}
