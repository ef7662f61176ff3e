/**
 * The public face of an encoding: it checks arguments and puts together what encode/, decode/ and
 * the encoding's vocabulary do, and formats/ for files. Long by its docstrings: each method is a line or two.
 */
import type { TokenIds, Tokenizer } from "@windrow/interfaces";
import { checkFunction, describe, isUint8Array } from "@windrow/core";
import {
  checkIds,
  checkLimit,
  checkNotDetached,
  checkOptions,
  checkText,
  checkThreads,
  checkUnit,
  checkUtf8,
  eachOf,
  fail,
  quoteBytes,
} from "./arguments.ts";
import { splitByTokens, type SplitTokenizer } from "./chunks/split-by-tokens.ts";
import type { SplitByTokensOptions, TokenChunk } from "./chunks/split-options.ts";
import { checkTruncate, truncateText, type TruncateOptions } from "./chunks/truncate-text.ts";
import { decodeTransform } from "./decode/decode-stream.ts";
import { decodedTokens } from "./decode/decoded-tokens.ts";
import { IdDecoder } from "./decode/id-decoder.ts";
import { decodeParts, type TokenDecoder, tokenDecoder } from "./decode/token-decoder.ts";
import { type DecodedWithOffsets, writeTokenOffsets } from "./decode/token-offsets.ts";
import { type OffsetUnit, TokenWidths } from "./decode/token-widths.ts";
import { checkEngineName, chooseEngine, openWasmMemory } from "./encode/choose-engine.ts";
import type {
  CountOptions,
  EncodedWithOffsets,
  EncodeOptions,
  EncodeWithOffsetsOptions,
  ThreadedEncodeOptions,
} from "./encode/encode-options.ts";
import type { Engine, EngineName, EngineOptions } from "./encode/engine.ts";
import { encodeTransform } from "./encode/encode-stream.ts";
import {
  encodeParts,
  type TokenCounter,
  tokenCounter,
  type TokenEncoder,
  tokenEncoder,
} from "./encode/token-encoder.ts";
import type { IdBuffer } from "./id-buffer.ts";
import type { FurtherTokens } from "./special/further-tokens.ts";
import type { SpecialTokenFinder } from "./special/special-token-finder.ts";
import {
  NONE,
  plainSelection,
  refuseDisallowed,
  type SelectedTokens,
  SpecialTokens,
} from "./special/special-tokens.ts";
import { TextStream } from "./encode/text-stream.ts";
import { WholeTexts } from "./encode/whole-texts.ts";
import { ENCODING_NAMES, type EncodingDefinition } from "./encoding-definitions.ts";
import { BpeError } from "./errors.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { readMinbpe, writeMinbpe } from "./formats/minbpe.ts";
import { readVocabAndMerges, type VocabAndMerges, writeVocabAndMerges } from "./formats/vocab-and-merges.ts";
import { writeTiktoken } from "./formats/write-tiktoken.ts";
import { writeTokenizerJson } from "./formats/write-tokenizer-json.ts";
import { readTiktoken } from "./read-tiktoken.ts";
import { ownDefinition, type OwnEncodingOptions, withFurtherSpecials, withOtherSpecials } from "./own-encoding.ts";
import type { BatchEncoder, BatchEncoderModule } from "./threads/batch-encoder.ts";
import type { EncodedBatch } from "./threads/encoded-slice.ts";
import { nextTurn } from "./threads/next-turn.ts";
import { vocabularyOfTokens } from "./vocabulary-sources/listed/vocabulary-of-tokens.ts";
import type { Vocabulary } from "./vocabulary/vocabulary.ts";
import { ownSource, type VocabularySource } from "./vocabulary/vocabulary-source.ts";
import type { Split } from "./split/split.ts";

/** What only this file has: a constructor that is called without it was called by hand. */
const OWN: unique symbol = Symbol("own");
let create: (definition: EncodingDefinition, source: VocabularySource, engine?: EngineName) => BpeTokenizer;
let again: (tokenizer: BpeTokenizer, engine: EngineName) => BpeTokenizer;
let takeApart: (tokenizer: BpeTokenizer) => TokenizerParts;

/** What splits texts and makes ids for a tokenizer. */
export interface TokenizerParts {
  readonly split: Split;
  readonly engine: Engine;
  readonly source: VocabularySource;
}

/** A tokenizer of a vocabulary, which is loaded when it is first asked for. */
export function tokenizerOf(
  definition: EncodingDefinition,
  source: VocabularySource,
  engine?: EngineName,
): BpeTokenizer {
  return create(definition, source, engine);
}

/** A tokenizer of the same vocabulary with an engine of its own. */
export function withEngine(tokenizer: BpeTokenizer, engine: EngineName): BpeTokenizer {
  return again(tokenizer, engine);
}

/** What a tokenizer is made of; its engine is loaded by this. */
export function partsOf(tokenizer: BpeTokenizer): TokenizerParts {
  return takeApart(tokenizer);
}

function ownTokenizer(
  definition: EncodingDefinition,
  vocabulary: Vocabulary,
  options: EngineOptions | undefined,
): BpeTokenizer {
  return create(definition, ownSource(vocabulary), checkEngineName(options?.engine));
}

function notByHand(given: unknown): BpeError {
  const isName = (ENCODING_NAMES as readonly unknown[]).includes(given);
  return new BpeError(
    "BPE_INVALID_OPTION",
    `BpeTokenizer has no public constructor: use ${
      isName
        ? `await getEncoding(${JSON.stringify(given)})`
        : "getEncoding, encodingForModel or BpeTokenizer.fromTiktoken and its siblings"
    }.`,
  );
}

/** Where a token is asked for its length alone. */
const NO_BYTES = new Uint8Array(0);

/** Bytes of a piece that is merged without a look at whether tokens can be so long. */
const LONG_TOKEN = 1 << 10;

const ENCODE_OPTIONS = ["allowedSpecial", "disallowedSpecial"] as const;
const ENCODE_WITH_OFFSETS_OPTIONS = ["unit", ...ENCODE_OPTIONS] as const;

/**
 * Byte pair encoding exactly as tiktoken does it. Get one with `getEncoding(name)`, without waiting
 * from `@windrow/tokenizer-bpe/gpt2` and its siblings, or from a file with `BpeTokenizer.fromTiktoken`.
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
  readonly #source: VocabularySource;
  readonly #engineName: EngineName | undefined;
  #loadedEngine: Engine | undefined;
  #loadedDecoder: IdDecoder | undefined;
  readonly #widths: { [unit in OffsetUnit]?: TokenWidths } = {};
  #fingerprint: string | undefined;
  #loadedTexts: WholeTexts | undefined;
  #batches: Promise<BatchEncoder> | undefined;

  /** Tokenizers come from `getEncoding`, the encodings' own entries and `fromTiktoken` and its siblings. */
  private constructor(
    key: typeof OWN,
    definition: EncodingDefinition,
    source: VocabularySource,
    engine: EngineName | undefined,
  ) {
    if (key !== OWN) throw notByHand(key);
    this.name = definition.name;
    this.specialTokens = new Map(definition.specialTokens);
    this.#special = new SpecialTokens(definition.specialTokens);
    this.#definition = definition;
    this.#source = source;
    this.#engineName = engine;
  }

  static {
    create = (definition, source, engine) => new BpeTokenizer(OWN, definition, source, engine);
    again = (tokenizer, engine) => new BpeTokenizer(OWN, tokenizer.#definition, tokenizer.#source, engine);
    takeApart = (tokenizer) => ({
      split: tokenizer.#definition.split,
      engine: tokenizer.#engine,
      source: tokenizer.#source,
    });
  }

  /**
   * A tokenizer from ranks in tiktoken's file format: a line for each token, its bytes in base64, a
   * space, its rank. So are the files of Llama 3, Llama 4, Kimi K2 and Whisper, whatever their name.
   * @param ranks the text or the bytes of a `.tiktoken` file; all 256 bytes must be tokens
   * @throws BpeError BPE_INVALID_RANKS naming the line or the token; BPE_INVALID_PATTERN;
   *   BPE_INVALID_OPTION
   * @example
   * const ranks = await readFile("my.tiktoken");
   * BpeTokenizer.fromTiktoken(ranks, { name: "my", pattern: "cl100k_base", specialTokens: { "<|endoftext|>": 8192 } });
   */
  static fromTiktoken(ranks: string | Uint8Array, options: OwnEncodingOptions): BpeTokenizer {
    const { tokens, emptyToken } = readTiktoken(ranks);
    return ownTokenizer(ownDefinition(options, tokens, emptyToken), vocabularyOfTokens(tokens), options);
  }

  /**
   * A tokenizer from GPT-2's vocab.json and merges.txt. Tokens of the vocabulary that no merge makes, such
   * as `<|endoftext|>`, are special tokens, unless the options have others.
   * @throws BpeError BPE_INVALID_FILE, with the field or line in `fields`; BPE_INVALID_PATTERN, BPE_INVALID_OPTION
   */
  static fromVocabAndMerges(files: VocabAndMerges, options: OwnEncodingOptions): BpeTokenizer {
    const { definition, vocabulary } = readVocabAndMerges(files, options);
    return ownTokenizer(definition, vocabulary, options);
  }

  /**
   * A tokenizer from a .model file of karpathy's minbpe.
   * @param options.name default `"minbpe"`
   * @throws BpeError BPE_INVALID_FILE, BPE_UNSUPPORTED_FILE
   */
  static fromMinbpe(
    model: string | Uint8Array,
    options?: { readonly name?: string | undefined } & EngineOptions,
  ): BpeTokenizer {
    const { definition, vocabulary } = readMinbpe(model, checkOptions(options, ["name", "engine"]).name ?? "minbpe");
    return ownTokenizer(definition, vocabulary, options);
  }

  /** Largest id + 1, as tiktoken's `n_vocab`; some ids below it may not be tokens. */
  get vocabSize(): number {
    return this.#decoder.size;
  }

  /**
   * What makes the ids: `"wasm"`, or `"typescript"` where WebAssembly can't be had, where ids go beyond 262,143, or where
   * it was asked for. The ids are the same.
   */
  get engine(): EngineName {
    return this.#engine.name;
  }

  /**
   * A bug of the engine in WebAssembly, if one has shown: an error BPE_ENGINE_FAILED with the bytes that it failed at in
   * `fields.piece`, or the ids in `fields.ids`, for a report. The engine in TypeScript has answered since.
   */
  get engineFailure(): BpeError | undefined {
    return this.#loadedEngine?.failure ?? this.#loadedDecoder?.failure;
  }

  /** Id of `<|endoftext|>`. */
  get eotToken(): number | undefined {
    return this.#special.ids.get("<|endoftext|>");
  }

  /** sha256 over the pattern, the special tokens and all tokens' bytes. */
  get fingerprint(): string {
    this.#fingerprint ??= fingerprintOf(this.#definition, this.#source.tokenBytes(), this.#source.mergesKey());
    return this.#fingerprint;
  }

  /**
   * The ids of a text. Lone surrogates are encoded as U+FFFD.
   * @throws BpeError BPE_DISALLOWED_SPECIAL_TOKEN where the text has one, with the ways out;
   *   BPE_INVALID_TEXT, BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
   */
  encode(text: string, options?: EncodeOptions): TokenIds {
    const { allowed, disallowed } = this.#select(checkOptions(options, ENCODE_OPTIONS));
    refuseDisallowed(checkText(text), disallowed);
    return this.#texts.encode(text, allowed);
  }

  /**
   * The ids of a text as `encode` gives them, and where in the text each token begins. A token that begins
   * within a character has that character's offset; a lone surrogate counts as one.
   * @param options.unit `"utf16"` (default) fits `String.slice`; `"codePoint"` counts characters, as Python does
   * @throws BpeError those of `encode`
   * @example
   * gpt2.encodeWithOffsets("hello world"); // { ids: Int32Array [ 31373, 995 ], starts: Int32Array [ 0, 5 ] }
   */
  encodeWithOffsets(text: string, options?: EncodeWithOffsetsOptions): EncodedWithOffsets {
    const checked = checkOptions(options, ENCODE_WITH_OFFSETS_OPTIONS);
    const widths = this.#widthsIn(checkUnit(checked.unit ?? "utf16"));
    const { allowed, disallowed } = this.#select(checked);
    refuseDisallowed(checkText(text), disallowed);
    return this.#texts.encodeWithOffsets(text, allowed, widths);
  }

  /** The ids of a text in which special tokens are text like the rest. @throws BpeError BPE_INVALID_TEXT, BPE_PIECE_TOO_LONG */
  encodeOrdinary(text: string): TokenIds {
    return this.#texts.encode(checkText(text), undefined);
  }

  /**
   * As `encodeOrdinary`, without a fresh array, for programs that copy the ids somewhere else at once.
   * @param text a text, or its bytes in UTF-8, which are not checked: what ids other bytes have
   *   is not said, and where the pattern is your own expression they become U+FFFD
   * @param use gets the ids, good until it returns; what it returns is returned
   * @throws BpeError BPE_INVALID_TEXT, BPE_PIECE_TOO_LONG; and what `use` throws
   * @example
   * gpt2.useOrdinary("Hello, world!", (ids) => all.set(ids, at)); // ids: 15496, 11, 995, 0
   */
  useOrdinary<T>(text: string | Uint8Array, use: (ids: TokenIds) => T): T {
    checkFunction(fail, "use", use);
    const make = (buffer: IdBuffer): T => use(buffer.ids.subarray(0, buffer.length));
    if (typeof text === "string") return this.#texts.use(text, undefined, make);
    return this.#texts.useUtf8(checkUtf8(text), make);
  }

  /** The ids of each text, as `encode` gives them. @throws BpeError BPE_INVALID_TEXT and those of `encode` */
  encodeBatch(texts: readonly string[], options?: EncodeOptions & { readonly threads?: undefined }): TokenIds[];
  /**
   * The same in worker threads, for long lists: the ids of all texts in one array, and where in it each text begins.
   * Besides the calling thread, one thread is started forevery 4 MB of text; shorter lists are encoded by the calling
   * thread alone, as all lists are where there are no worker threads. The event loop gets a turn every few
   * milliseconds. Each thread loads its own vocabulary, and ends ten seconds after the last list.
   * @param options.threads how many threads encode, including the calling one: 1 to 1024
   * @throws BpeError those of `encode`; BPE_INVALID_OPTION; BPE_THREAD_FAILED
   * @example
   * const { ids, offsets } = await gpt2.encodeBatch(texts, { threads: 4 });
   * ids.subarray(offsets[7], offsets[8]); // those of texts[7]
   */
  encodeBatch(texts: readonly string[], options: ThreadedEncodeOptions): Promise<EncodedBatch>;
  /** One or the other, where `threads` may be undefined. */
  encodeBatch(
    texts: readonly string[],
    options: EncodeOptions & { readonly threads?: number | undefined },
  ): TokenIds[] | Promise<EncodedBatch>;
  encodeBatch(
    texts: readonly string[],
    options?: EncodeOptions & { readonly threads?: number | undefined },
  ): TokenIds[] | Promise<EncodedBatch> {
    if (options?.threads !== undefined) return this.#encodeInThreads(texts, options as ThreadedEncodeOptions);
    const { allowed, disallowed } = this.#select(checkOptions(options, ["threads", ...ENCODE_OPTIONS]));
    return eachOf("texts", texts, "BPE_INVALID_TEXT", (text) => {
      refuseDisallowed(checkText(text), disallowed);
      return this.#texts.encode(text, allowed);
    });
  }

  /**
   * Encodes a text that comes in chunks, cut anywhere: the ids are those of the whole text. What is
   * certain is passed on with each chunk; what waits is as long as the longest piece (for a pattern
   * of your own: the whole text).
   * @throws BpeError as `encode`, on the stream
   * @example
   * for await (const ids of chunks.pipeThrough(gpt2.encodeStream())) count += ids.length;
   */
  encodeStream(options?: EncodeOptions): TransformStream<string, TokenIds> {
    return encodeTransform(this.openEncoder(options));
  }

  /**
   * Encodes a text that is pushed part by part, cut anywhere, without waiting: the ids are those of the whole text.
   * What waits for the next part is what waits in `encodeStream`.
   * @throws BpeError BPE_INVALID_OPTION; what it returns throws as `encode`
   * @example
   * const encoder = gpt2.openEncoder();
   * [...encoder.push("hello wor"), ...encoder.push("ld"), ...encoder.end()]; // [ 31373, 995 ]
   */
  openEncoder(options?: EncodeOptions): TokenEncoder {
    const rules = { ids: this.#special.ids, ...this.#select(checkOptions(options, ENCODE_OPTIONS)) };
    const engine = this.#engine;
    return tokenEncoder(() => new TextStream(engine.open(), rules));
  }

  /**
   * Counts the tokens of a text that is pushed part by part, cut anywhere, as `countTokens` counts those of the whole:
   * special tokens in the text count as text, those in `allowedSpecial` as one. No token of an
   * unfinished word counts yet: for untrusted input, set a limit in bytes as well.
   * @throws BpeError BPE_INVALID_OPTION; what it returns throws BPE_INVALID_TEXT, BPE_PIECE_TOO_LONG
   * @example
   * const counter = gpt2.openCounter();
   * for (const part of ["hello wor", "ld"]) if (counter.push(part) > 8000) throw new Error("too long");
   * counter.end(); // 2
   */
  openCounter(options?: CountOptions): TokenCounter {
    const rules = { ids: this.#special.ids, allowed: this.#selectAllowed(options), disallowed: undefined };
    const engine = this.#engine;
    return tokenCounter(() => new TextStream(engine.open(), rules));
  }

  /**
   * The ids of a text whose parts, cut anywhere, an iterable gives: as they become certain, in arrays that are not empty.
   * @throws BpeError BPE_INVALID_OPTION; the generator throws as `encode`
   * @example
   * for (const ids of gpt2.encodeIterable(["hello wor", "ld"])) all.push(...ids); // 31373, 995
   */
  encodeIterable(texts: Iterable<string>, options?: EncodeOptions): Generator<TokenIds> {
    return encodeParts(this.openEncoder(options), texts);
  }

  /**
   * The id of a text or bytes that is one token, special tokens included.
   * @throws BpeError BPE_NOT_A_TOKEN, BPE_INVALID_TEXT
   */
  encodeSingleToken(token: string | Uint8Array): number {
    if (isUint8Array(token)) checkNotDetached("token", token, "BPE_INVALID_TEXT");
    const bytes = isUint8Array(token) ? token : new TextEncoder().encode(checkText(token));
    const ids = this.#isTooLong(bytes) ? [] : this.#engine.encodePiece(bytes);
    if (ids.length === 1) return ids[0]!;
    const name = typeof token === "string" ? token : new TextDecoder().decode(token);
    const id = bytes.length === 0 ? this.#definition.emptyToken : this.#special.ids.get(name);
    if (id !== undefined) return id;
    const got = typeof token === "string" ? describe(token) : quoteBytes(token);
    throw new BpeError(
      "BPE_NOT_A_TOKEN",
      `${got} is not one token of ${this.name}; use encode for text of any length.`,
    );
  }

  /**
   * The text of the ids. Bytes that are not UTF-8 (a cut character) become U+FFFD, as in tiktoken.
   * @throws BpeError BPE_INVALID_TOKEN_ID naming the id, its index and the range; BPE_TEXT_TOO_LONG beyond the
   *   engine's longest string, about 2^29 characters
   */
  decode(ids: ArrayLike<number>): string {
    return this.#decoder.text(checkIds(ids));
  }

  /** The texts of each array of ids. @throws BpeError BPE_INVALID_TOKEN_ID */
  decodeBatch(batch: readonly ArrayLike<number>[]): string[] {
    return eachOf("batch", batch, "BPE_INVALID_TOKEN_ID", (ids) => this.decode(ids));
  }

  /** Decodes ids that come in chunks; characters that are cut between two chunks stay whole. @throws BpeError BPE_INVALID_TOKEN_ID, on the stream */
  decodeStream(): TransformStream<ArrayLike<number>, string> {
    return decodeTransform(this.openDecoder());
  }

  /**
   * Decodes ids that are pushed one by one or in parts, without waiting; characters that are cut between them stay whole.
   * @throws what it returns throws BpeError BPE_INVALID_TOKEN_ID
   * @example
   * const decoder = gpt2.openDecoder();
   * decoder.push(31373); // "hello"
   * decoder.push([995]); // " world"
   * decoder.end(); // ""
   */
  openDecoder(): TokenDecoder {
    return tokenDecoder(() => this.#decoder.open(), checkIds);
  }

  /**
   * The text of ids that an iterable gives, one by one or in arrays: as it becomes certain, in parts that are not empty.
   * @throws the generator throws BpeError BPE_INVALID_TOKEN_ID
   * @example
   * [...gpt2.decodeIterable([31373, 995])]; // [ "hello", " world" ]
   */
  decodeIterable(ids: Iterable<number | ArrayLike<number>>): Generator<string> {
    return decodeParts(this.openDecoder(), ids);
  }

  /** The bytes of the ids, in a fresh array. @throws BpeError BPE_INVALID_TOKEN_ID */
  decodeBytes(ids: ArrayLike<number>): Uint8Array<ArrayBuffer> {
    return this.#decoder.bytes(checkIds(ids));
  }

  /** The bytes of one token, in a fresh array. @throws BpeError BPE_INVALID_TOKEN_ID */
  decodeSingleTokenBytes(id: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#decoder.token(id));
  }

  /**
   * The text of the ids, and where each token begins in it.
   * @param options.unit `"utf16"` (default) fits `String.slice`; `"codePoint"` is tiktoken's
   * @throws BpeError BPE_INVALID_TOKEN_ID; BPE_INVALID_UTF8 where the bytes are not UTF-8
   */
  decodeWithOffsets(ids: ArrayLike<number>, options?: { unit?: OffsetUnit | undefined }): DecodedWithOffsets {
    const unit = checkUnit(checkOptions(options, ["unit"]).unit ?? "utf16");
    const text = this.#decoder.strictText(checkIds(ids));
    const offsets = new Int32Array(ids.length);
    writeTokenOffsets(ids, ids.length, this.#widthsIn(unit), [], offsets);
    return { text, offsets };
  }

  /**
   * The number of ids. Special tokens in the text count as text, so this never throws for them;
   * those in `allowedSpecial` count as one.
   * @throws BpeError BPE_INVALID_TEXT, BPE_PIECE_TOO_LONG
   */
  countTokens(text: string, options?: CountOptions): number {
    return this.#texts.count(checkText(text), this.#selectAllowed(options));
  }

  /**
   * Whether a text has at most `limit` tokens, counted as `countTokens` does; stops once it has more.
   * @param limit an integer of at least 0, or Infinity
   * @throws BpeError BPE_INVALID_TEXT, BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
   */
  isWithinTokenLimit(text: string, limit: number, options?: CountOptions): boolean {
    return this.tokenCountWithin(text, limit, options) !== undefined;
  }

  /**
   * The number of tokens of a text, counted as `countTokens` does, or undefined where it has more than `limit`; stops
   * once it has more.
   * @param limit an integer of at least 0, or Infinity
   * @throws BpeError BPE_INVALID_TEXT, BPE_INVALID_OPTION, BPE_PIECE_TOO_LONG
   * @example
   * gpt2.tokenCountWithin("hello world", 100); // 2
   */
  tokenCountWithin(text: string, limit: number, options?: CountOptions): number | undefined {
    const most = checkLimit("limit", limit);
    const allowed = this.#selectAllowed(options);
    // No token is longer than the longest, so a text may be too long whatever it says.
    if (checkText(text).length > 64 * most && text.length > most * this.#decoder.longest) return undefined;
    const count = this.#texts.count(text, allowed, most);
    return count > most ? undefined : count;
  }

  /**
   * The beginning of a text that its first `maxTokens` tokens hold; a character that they would
   * cut is left out. Special tokens are treated as in `countTokens`.
   *
   * With `keep` the end of the text, or its start and its end, with `ellipsis` what stands where it is cut: the result has
   * at most `maxTokens` tokens, those of the ellipsis included, and no character as a person sees it is cut. A text that
   * has no more tokens is returned as it is.
   * @param maxTokens an integer of at least 0, or Infinity
   * @throws BpeError BPE_INVALID_TEXT, BPE_INVALID_OPTION, also where the ellipsis has more tokens; BPE_PIECE_TOO_LONG
   * @example
   * gpt2.truncate("one two three", 2); // "one two"
   * gpt2.truncate("one two three four five", 4, { keep: "both", ellipsis: " ..." }); // "one two ... five"
   */
  truncate(text: string, maxTokens: number, options?: TruncateOptions): string {
    const most = checkLimit("maxTokens", maxTokens);
    const { allowedSpecial, ...others } = checkOptions(options, ["allowedSpecial", "keep", "ellipsis"]);
    const cut = checkTruncate(fail, others);
    const allowed = this.#selectAllowed({ allowedSpecial });
    const isFirst = cut.keep === "start" && cut.ellipsis === "";
    if (!isFirst) return truncateText(checkText(text), most, cut, this.#cutsOf(allowedSpecial), fail);
    return checkText(text).slice(0, this.#texts.endOfTokens(text, allowed, most, this.#decoder));
  }

  /**
   * A text in chunks of at most `maxTokens` tokens, each counted by itself as `countTokens` does. Without `overlap` the
   * chunks, one behind the other, are the text. A chunk is made when it is asked for, and no more of the text is read, or
   * kept in memory, than a few chunks.
   * @param text a string, or an iterable of its parts, cut anywhere
   * @param options.at where chunks end by preference: `"sentence"` (default), `"line"`, `"word"` or `"token"`
   * @throws BpeError BPE_INVALID_OPTION at once, and for a character that has more tokens than a chunk; BPE_INVALID_TEXT,
   *   BPE_PIECE_TOO_LONG
   * @example
   * const chunks = [...gpt2.splitByTokens("Rake it, she said. It was late.", { maxTokens: 8 })];
   * chunks[1]; // { text: " It was late.", tokens: 4, start: 18, end: 31 }
   */
  splitByTokens(text: string | Iterable<string>, options: SplitByTokensOptions): Generator<TokenChunk>;
  /**
   * The same of parts that are waited for, such as those of a file. Chunks depend on the text alone, not on its parts.
   * @example
   * for await (const { text } of gpt2.splitByTokens(createReadStream(path, "utf8"), { maxTokens: 500 })) await index(text);
   */
  splitByTokens(text: AsyncIterable<string>, options: SplitByTokensOptions): AsyncGenerator<TokenChunk>;
  splitByTokens(
    text: string | Iterable<string> | AsyncIterable<string>,
    options: SplitByTokensOptions,
  ): Generator<TokenChunk> | AsyncGenerator<TokenChunk> {
    return splitByTokens(text, options, { fail, checkText }, ({ allowedSpecial }) => this.#cutsOf(allowedSpecial));
  }

  /**
   * A tokenizer of the same vocabulary with further special tokens besides its own, which stay as they are.
   * @param specialTokens ids by name; none may be the id of another token, and a name that is there keeps its id
   * @throws BpeError BPE_INVALID_OPTION
   * @example
   * const tools = gpt2.extendSpecialTokens({ "<|tool|>": 50257 });
   * tools.encode("<|tool|>hay", { allowedSpecial: "all" }); // Int32Array [ 50257, 71, 323 ]
   */
  extendSpecialTokens(specialTokens: FurtherTokens): BpeTokenizer {
    const isRank = (id: number): boolean => this.#isRank(id);
    const definition = withFurtherSpecials(this.#definition, specialTokens, isRank, this.vocabSize);
    return new BpeTokenizer(OWN, definition, this.#source, this.#engineName);
  }

  /**
   * A tokenizer of the same vocabulary with other special tokens in place of its own.
   * @param specialTokens ids by name; none may be the id of a rank
   * @throws BpeError BPE_INVALID_OPTION
   */
  withSpecialTokens(specialTokens: FurtherTokens): BpeTokenizer {
    const isRank = (id: number): boolean => this.#isRank(id);
    const definition = withOtherSpecials(this.#definition, specialTokens, isRank, this.vocabSize);
    return new BpeTokenizer(OWN, definition, this.#source, this.#engineName);
  }

  /**
   * The ranks in tiktoken's file format, which has neither the pattern nor the special tokens.
   * @throws BpeError BPE_NOT_EXPORTABLE where ranks alone would make other ids
   */
  toTiktoken(): string {
    return writeTiktoken(this.#source.vocabulary(), this.#definition.emptyToken);
  }

  /**
   * The text of a tokenizer.json for Hugging Face's libraries, and for `HfTokenizer.fromJson` of
   * `@windrow/tokenizer-hf`, which give the same ids. If a special token has two names, as in o200k_harmony, it has
   * the first.
   * @throws BpeError BPE_NOT_EXPORTABLE
   */
  toTokenizerJson(): string {
    return writeTokenizerJson(this.#definition, this.#source.vocabulary());
  }

  /** The texts of vocab.json and merges.txt, which do not have the pattern. @throws BpeError BPE_NOT_EXPORTABLE */
  toVocabAndMerges(): { vocab: string; merges: string } {
    return writeVocabAndMerges(this.#definition, this.#source.vocabulary());
  }

  /** The text of a .model file of minbpe. @throws BpeError BPE_NOT_EXPORTABLE */
  toMinbpe(): string {
    return writeMinbpe(this.#definition, this.#source.vocabulary());
  }

  async #encodeInThreads(texts: readonly string[], options: ThreadedEncodeOptions): Promise<EncodedBatch> {
    const checked = checkOptions(options, ["threads", ...ENCODE_OPTIONS]);
    const { allowedSpecial = NONE, disallowedSpecial = "all" } = checked;
    const threads = checkThreads(options.threads);
    const selection = {
      allowed: plainSelection("allowedSpecial", allowedSpecial),
      disallowed: plainSelection("disallowedSpecial", disallowedSpecial),
    };
    // A copy: the caller may change its list meanwhile.
    const copied = eachOf("texts", texts, "BPE_INVALID_TEXT", checkText);
    // Most programs do without.
    this.#batches ??= import("#batch-encoder").then((module: unknown) => {
      const parts = { definition: this.#definition, source: this.#source, engine: this.#engineName };
      // The source's types: the package's own import has those of the previous build.
      return (module as BatchEncoderModule).openBatchEncoder(this.#texts, this.#special, parts, nextTurn);
    });
    return (await this.#batches).encode(copied, threads, selection);
  }

  #isRank(id: number): boolean {
    return id === this.#definition.emptyToken || this.#source.copyToken(id, NO_BYTES) > 0;
  }

  /** @throws BpeError BPE_INVALID_OPTION */
  #cutsOf(allowedSpecial: EncodeOptions["allowedSpecial"]): SplitTokenizer {
    this.#selectAllowed({ allowedSpecial });
    return {
      count: (text) => this.countTokens(text, { allowedSpecial }),
      truncate: (text, maxTokens) => this.truncate(text, maxTokens, { allowedSpecial }),
      starts: (text) => this.encodeWithOffsets(text, { allowedSpecial, disallowedSpecial: NONE }).starts,
    };
  }

  #select({ allowedSpecial = NONE, disallowedSpecial = "all" }: EncodeOptions): SelectedTokens {
    return this.#special.select(allowedSpecial, disallowedSpecial);
  }

  #selectAllowed(options: CountOptions | undefined): SpecialTokenFinder | undefined {
    return this.#special.selectAllowed(checkOptions(options, ["allowedSpecial"]).allowedSpecial ?? NONE);
  }

  /** Whether bytes are more than any token has. How many those are takes unpacking all of them. */
  #isTooLong(bytes: Uint8Array): boolean {
    return bytes.length > LONG_TOKEN && bytes.length > this.#decoder.longest;
  }

  #widthsIn(unit: OffsetUnit): TokenWidths {
    return (this.#widths[unit] ??= new TokenWidths(unit, this.#decoder.size, (id) => this.#decoder.token(id)));
  }

  get #engine(): Engine {
    this.#loadedEngine ??= chooseEngine(this.#definition.split, this.#source, this.#engineName);
    return this.#loadedEngine;
  }

  get #texts(): WholeTexts {
    this.#loadedTexts ??= new WholeTexts(this.#engine, this.#special.ids);
    return this.#loadedTexts;
  }

  get #decoder(): IdDecoder {
    this.#loadedDecoder ??= new IdDecoder(
      this.name,
      decodedTokens(this.#source, this.#special.ids, undefined, this.#definition.emptyToken),
      (memory) => openWasmMemory(memory, this.#source, this.#engineName),
    );
    return this.#loadedDecoder;
  }
}
