/**
 * The public face of a tokenizer, once it is read: it checks arguments and puts together what encode/, decode/ and batch/
 * do. Long by its docstrings: each method is a line or two. What reads files stands in HfTokenizer, since a module of
 * `windrow pack` would carry the static methods of its class.
 */
import type { TokenIds, Tokenizer } from "@windrow/interfaces";
import { checkBoolean, checkFunction } from "@windrow/core";
import {
  checkTruncate,
  decodeParts,
  decodeTransform,
  encodeParts,
  encodeTransform,
  type EngineName,
  type FurtherTokens,
  furtherTokens,
  splitByTokens,
  type SplitByTokensOptions,
  type SplitTokenizer,
  type TokenChunk,
  type TokenCounter,
  tokenCounter,
  type TokenDecoder,
  tokenDecoder,
  type TokenEncoder,
  tokenEncoder,
  truncateText,
  type TruncateOptions,
} from "@windrow/tokenizer-bpe/internal";
import type { AddedToken } from "./added-tokens/added-tokens.ts";
import type { TextRanges } from "./added-tokens/finder.ts";
import { checkIds, checkLimit, checkOptions, checkRanges, checkText, checkTextOrBytes, fail } from "./arguments.ts";
import { assemble, type TokenizerParts, withSpecial } from "./assemble.ts";
import { type BatchOptions, batchRows } from "./batch/batch-rows.ts";
import type { EncodedRows, RowTensor, RowTensor64 } from "./batch/pad.ts";
import { cleanedUp } from "./decoders/clean-up.ts";
import { decodedStarts, IDS_BEHIND, unitsHeld } from "./encode/decoded-places.ts";
import { fill, type Layout, layoutOf } from "./encode/layout.ts";
import type { IsText } from "./encode/text-ids.ts";
import { endOfTokens } from "./encode/truncate-text.ts";
import { namedToken, type TokenizerConfig } from "./fields/config.ts";
import { allowedRules, type SpecialOptions, specialRules } from "./special/selection.ts";

/** How special tokens in a text are treated, and what is put around it. */
export interface HfEncodeOptions extends SpecialOptions {
  /** Whether the special tokens of the model, such as `<s>`, are put around the text; default false. */
  readonly addSpecialTokens?: boolean | undefined;
  /** A second text, as for a question and its answer. */
  readonly pair?: string | undefined;
  /**
   * Parts of the text that others wrote, `[start, end)` in UTF-16 units, ascending: a special token that has a character
   * there is text, whatever is allowed. Default none.
   */
  readonly noSpecialIn?: TextRanges | undefined;
}

/** Ids of a text, and what each comes from. Arrays of one length. */
export interface HfEncoding {
  readonly ids: TokenIds;
  /** Where each token begins, in UTF-16 units of its text; 0 for special tokens that were put there. */
  readonly starts: Int32Array;
  /** Where it ends. */
  readonly ends: Int32Array;
  /** 0 for the first text, 1 for the second, as the post-processor of the file has it. */
  readonly typeIds: Int32Array;
}

/** How ids are decoded. */
export interface HfDecodeOptions {
  /** Whether special tokens are left out; default false. */
  readonly skipSpecialTokens?: boolean | undefined;
  /** Whether spaces before `.`, `,`, `n't` and the like are taken away, as transformers may do; default false. */
  readonly cleanUp?: boolean | undefined;
}
const SPECIAL_OPTIONS = ["allowedSpecial", "disallowedSpecial"] as const;
const ENCODE_OPTIONS = [...SPECIAL_OPTIONS, "addSpecialTokens", "pair", "noSpecialIn"] as const;
const DECODE_OPTIONS = ["skipSpecialTokens", "cleanUp"] as const;

let create: (name: string, config: TokenizerConfig, parts: TokenizerParts) => PretrainedTokenizer;

/** A tokenizer of parts that were read elsewhere. */
export function newTokenizer(name: string, config: TokenizerConfig, parts: TokenizerParts): PretrainedTokenizer {
  return create(name, config, parts);
}
/**
 * A tokenizer of Hugging Face's, whatever it was read from: HfTokenizer reads files, and a module of `windrow pack` holds
 * what was read.
 */
export class PretrainedTokenizer implements Tokenizer {
  /** As it was given. */
  readonly name: string;
  /** The object that tokenizer_config.json holds, or `{}`. */
  readonly config: TokenizerConfig;
  /** Ids of the special tokens, by their text. */
  readonly specialTokens: ReadonlyMap<string, number>;
  readonly #parts: TokenizerParts;
  readonly #addedIds: ReadonlyMap<string, number>;
  readonly #isSpecial: ReadonlySet<number>;
  readonly #layouts = new Map<string, Layout>();
  #fingerprint: string | undefined;

  /** @internal @param parts TokenizerParts, which the published declarations shall not name */
  protected constructor(name: string, config: TokenizerConfig, parts: object) {
    this.name = name;
    this.config = config;
    const { added, stages } = (this.#parts = parts as TokenizerParts);
    const special = idsByContent(added.filter(({ isSpecial }) => isSpecial));
    this.specialTokens = new Map([...(stages.control ?? []), ...special]);
    this.#addedIds = idsByContent(added);
    this.#isSpecial = new Set(this.specialTokens.values());
  }

  static {
    create = (name, config, parts) => new PretrainedTokenizer(name, config, parts);
  }

  /** The largest id + 1, which is how many rows an embedding needs. */
  get vocabSize(): number {
    return this.#parts.vocabSize;
  }

  /** Id of the token that ends a text: the config's `eos_token`, or `<|endoftext|>` where the file has it. */
  get eotToken(): number | undefined {
    return this.#named("eos_token") ?? this.#addedIds.get("<|endoftext|>");
  }

  /** Id of the config's `bos_token`, which begins a text. */
  get bosToken(): number | undefined {
    return this.#named("bos_token");
  }

  /** Id of what rows are filled up with: the config's `pad_token`, or what the file says of padding. */
  get padToken(): number | undefined {
    const { padding } = this.#parts;
    return this.#named("pad_token") ?? padding.id;
  }

  /** Id of what stands for unknown text: the config's `unk_token`, or the model's. */
  get unkToken(): number | undefined {
    const { unkToken } = this.#parts;
    return this.#named("unk_token") ?? (unkToken === undefined ? undefined : this.#idOf(unkToken));
  }

  /** Which engine makes the ids; undefined for models that it can't do, which are encoded piece by piece. */
  get engine(): EngineName | undefined {
    return this.#parts.engine();
  }

  /** sha256 over everything that decides the ids. */
  get fingerprint(): string {
    return (this.#fingerprint ??= this.#parts.fingerprint());
  }

  /**
   * The ids of a text. Special tokens in it are an error unless they are allowed; `{ allowedSpecial: "all",
   * addSpecialTokens: true }` is what Hugging Face's libraries do by default. Added tokens that are not special are
   * always found.
   * @throws HfError HF_DISALLOWED_SPECIAL_TOKEN, HF_INVALID_TEXT, HF_INVALID_OPTION; BpeError BPE_PIECE_TOO_LONG
   * @example
   * qwen.encode("<|im_start|>", { allowedSpecial: "all" }); // Int32Array [ 151644 ]
   */
  encode(text: string, options?: HfEncodeOptions): TokenIds {
    const checked = checkOptions(options, ENCODE_OPTIONS);
    const { addSpecialTokens = false, pair } = checked;
    checkBoolean(fail, "addSpecialTokens", addSpecialTokens);
    const guarded = checkRanges("noSpecialIn", checked.noSpecialIn, checkText(text).length);
    const first = this.#parts.texts.encode(text, specialRules(checked, text), guarded);
    if (!addSpecialTokens && pair === undefined) return first;
    const texts = pair === undefined ? [first] : [first, this.#encodeSecond(pair, checked)];
    return fill(this.#layout(texts.length, addSpecialTokens), texts).ids;
  }

  /**
   * The ids of a text in which special tokens are text like the rest, without a fresh array: for programs that copy the
   * ids somewhere else at once. Added tokens that are not special are found, as always.
   * @param text a text, or its bytes in UTF-8, which are not checked: what ids other bytes have is not said
   * @param use gets the ids, good until it returns; what it returns is returned
   * @throws HfError HF_INVALID_TEXT, HF_INVALID_OPTION; BpeError BPE_PIECE_TOO_LONG; and what `use` throws
   * @example
   * qwen.useOrdinary("Hello, world!", (ids) => all.set(ids, at)); // ids: 9707, 11, 1879, 0
   */
  useOrdinary<T>(text: string | Uint8Array, use: (ids: TokenIds) => T): T {
    checkFunction(fail, "use", use);
    return this.#parts.texts.useOrdinary(checkTextOrBytes(text), ({ ids, length }) => use(ids.subarray(0, length)));
  }

  /**
   * Encodes a text that comes in chunks, cut anywhere: the ids are those of the whole text. What is certain is passed on
   * with each chunk. What waits is as long as the longest piece, and behind a normal form such as NFC what follows the last
   * ASCII character. The whole text waits where the file does not allow for parts: for models that are not byte-level, for a
   * Replace, Strip or Prepend before them, for splits that drop text, for a space that is put before a text,
   * and for added tokens that take white space with them.
   * @throws HfError and BpeError as `encode`, on the stream
   * @example
   * for await (const ids of chunks.pipeThrough(qwen.encodeStream())) count += ids.length;
   */
  encodeStream(options?: SpecialOptions): TransformStream<string, TokenIds> {
    return encodeTransform(this.openEncoder(options));
  }

  /**
   * Encodes a text that is pushed part by part, cut anywhere, without waiting: the ids are those of the whole text. What
   * waits for the next part is what waits in `encodeStream`.
   * @throws HfError HF_INVALID_OPTION; what it returns throws as `encode`
   * @example
   * const encoder = qwen.openEncoder();
   * [...encoder.push("Hello, wor"), ...encoder.push("ld!"), ...encoder.end()]; // [ 9707, 11, 1879, 0 ]
   */
  openEncoder(options?: SpecialOptions): TokenEncoder {
    // Where in the text a special token stands is not known.
    const isText = specialRules(checkOptions(options, SPECIAL_OPTIONS), "");
    return tokenEncoder(() => this.#parts.texts.open(isText, (part) => checkText(part)));
  }

  /**
   * Counts the tokens of a text that is pushed part by part, cut anywhere, as `countTokens` counts those of the whole.
   * The tokens of a word that has not ended do not count yet: for what others send, set a limit in bytes as well.
   * @throws HfError HF_INVALID_OPTION; what it returns throws HF_INVALID_TEXT; BpeError BPE_PIECE_TOO_LONG
   */
  openCounter(options?: Pick<SpecialOptions, "allowedSpecial">): TokenCounter {
    const isText = this.#allowed(options);
    return tokenCounter(() => this.#parts.texts.open(isText, (part) => checkText(part)));
  }

  /**
   * The ids of a text whose parts, cut anywhere, an iterable gives: as they become certain, in arrays that are not empty.
   * @throws HfError HF_INVALID_OPTION; the generator throws as `encode`
   */
  encodeIterable(texts: Iterable<string>, options?: SpecialOptions): Generator<TokenIds> {
    return encodeParts(this.openEncoder(options), texts);
  }

  /**
   * The ids of a text as `encode` gives them, and what each comes from in the text as it was given.
   * @throws HfError those of `encode`
   * @example
   * qwen.encodeWithOffsets("hello world"); // ids 14990, 1879; starts 0, 5; ends 5, 11
   */
  encodeWithOffsets(text: string, options?: HfEncodeOptions): HfEncoding {
    const checked = checkOptions(options, ENCODE_OPTIONS);
    const { addSpecialTokens = false, pair } = checked;
    checkBoolean(fail, "addSpecialTokens", addSpecialTokens);
    const texts = pair === undefined ? [checkText(text)] : [checkText(text), checkText(pair, "pair")];
    const { ids, starts, ends, typeIds } = this.#parts.pipeline.encode(texts, {
      addsSpecial: addSpecialTokens,
      isText: texts.map((one) => specialRules(checked, one)),
      guarded: checkRanges("noSpecialIn", checked.noSpecialIn, text.length),
    });
    const [array, begins, stops, types] = [ids, starts, ends, typeIds].map((list) => Int32Array.from(list));
    return { ids: array!, starts: begins!, ends: stops!, typeIds: types! };
  }

  /**
   * The ids of several texts or pairs of texts, as rows of one length. By default rows are filled up to the longest.
   * @param options.padding `"longest"` (default), `"max_length"`, or false for texts that have one length anyway
   * @param options.maxLength ids of a row at most, or of all rows with `"max_length"`; where one is needed, default the
   *   config's `model_max_length`
   * @param options.truncation whether longer rows are cut; default false, for which they are an error
   * @param options.dtype `"int32"` (default), or `"int64"`, as most models exported to ONNX want it
   * @returns tensors of shape [texts.length, sequence], row-major; `modelFeeds` gives them to a session of onnxruntime
   * @throws HfError those of `encode`, with the index in `batchIndex`; HF_INVALID_OPTION
   */
  encodeBatch(
    texts: readonly (string | readonly [string, string])[],
    options: BatchOptions & { readonly dtype: "int64" },
  ): EncodedRows<RowTensor64>;
  encodeBatch(
    texts: readonly (string | readonly [string, string])[],
    options?: BatchOptions & { readonly dtype?: "int32" | undefined },
  ): EncodedRows;
  encodeBatch(
    texts: readonly (string | readonly [string, string])[],
    options?: BatchOptions,
  ): EncodedRows | EncodedRows<RowTensor64>;
  encodeBatch(
    texts: readonly (string | readonly [string, string])[],
    options?: BatchOptions,
  ): EncodedRows<RowTensor> | EncodedRows<RowTensor64> {
    return batchRows(texts, options, {
      config: this.config,
      padding: this.#parts.padding,
      padToken: this.padToken,
      ids: (text, isText) => this.#parts.texts.encode(text, isText),
      layout: (count, addsSpecial) => this.#layout(count, addsSpecial),
    });
  }

  /**
   * The text of the ids. Bytes that are not UTF-8 (a cut character) become U+FFFD.
   * @throws HfError HF_INVALID_TOKEN_ID naming the id, its index and the range
   */
  decode(ids: ArrayLike<number>, options?: HfDecodeOptions): string {
    const { skipSpecialTokens = false, cleanUp = false } = checkOptions(options, DECODE_OPTIONS);
    checkBoolean(fail, "skipSpecialTokens", skipSpecialTokens);
    const kept = skipSpecialTokens ? this.#withoutSpecial(checkIds(ids)) : checkIds(ids);
    const text = this.#parts.decoder.text(kept);
    return checkBoolean(fail, "cleanUp", cleanUp) ? cleanedUp(text) : text;
  }

  /**
   * The bytes of the ids, in a fresh array: those of characters that are cut as they are, where the decoder of the file is
   * ByteLevel. Otherwise the text of `decode` in UTF-8.
   * @throws HfError HF_INVALID_TOKEN_ID
   */
  decodeBytes(ids: ArrayLike<number>): Uint8Array<ArrayBuffer> {
    return this.#parts.decoder.bytes(checkIds(ids));
  }

  /** Decodes ids that come in chunks; characters that are cut between two chunks stay whole. @throws HfError HF_INVALID_TOKEN_ID, on the stream */
  decodeStream(options?: Pick<HfDecodeOptions, "skipSpecialTokens">): TransformStream<ArrayLike<number>, string> {
    return decodeTransform(this.openDecoder(options));
  }

  /**
   * Decodes ids that are pushed one by one or in parts, without waiting; characters that are cut between them stay whole.
   * @throws HfError HF_INVALID_OPTION; what it returns throws HF_INVALID_TOKEN_ID
   */
  openDecoder(options?: Pick<HfDecodeOptions, "skipSpecialTokens">): TokenDecoder {
    const { skipSpecialTokens = false } = checkOptions(options, ["skipSpecialTokens"]);
    checkBoolean(fail, "skipSpecialTokens", skipSpecialTokens);
    const kept = (ids: ArrayLike<number>): ArrayLike<number> =>
      skipSpecialTokens ? this.#withoutSpecial(checkIds(ids)) : checkIds(ids);
    return tokenDecoder(() => this.#parts.decoder.open(), kept);
  }

  /**
   * The text of ids that an iterable gives, one by one or in arrays: as it becomes certain, in parts that are not empty.
   * @throws HfError HF_INVALID_OPTION; the generator throws HF_INVALID_TOKEN_ID
   */
  decodeIterable(
    ids: Iterable<number | ArrayLike<number>>,
    options?: Pick<HfDecodeOptions, "skipSpecialTokens">,
  ): Generator<string> {
    return decodeParts(this.openDecoder(options), ids);
  }

  /**
   * The number of ids. Special tokens in the text count as text, so this never throws for them; those in
   * `allowedSpecial` count as one.
   * @throws HfError HF_INVALID_TEXT; BpeError BPE_PIECE_TOO_LONG
   */
  countTokens(text: string, options?: Pick<SpecialOptions, "allowedSpecial">): number {
    return this.#parts.texts.count(checkText(text), this.#allowed(options));
  }

  /**
   * Whether a text has at most `limit` tokens, counted as `countTokens` does; stops once it has more.
   * @param limit an integer of at least 0, or Infinity
   * @throws HfError HF_INVALID_TEXT, HF_INVALID_OPTION; BpeError BPE_PIECE_TOO_LONG
   */
  isWithinTokenLimit(text: string, limit: number, options?: Pick<SpecialOptions, "allowedSpecial">): boolean {
    return this.tokenCountWithin(text, limit, options) !== undefined;
  }

  /**
   * The number of tokens of a text, counted as `countTokens` does, or undefined where it has more than `limit`; stops
   * once it has more.
   * @param limit an integer of at least 0, or Infinity
   * @throws HfError HF_INVALID_TEXT, HF_INVALID_OPTION; BpeError BPE_PIECE_TOO_LONG
   * @example
   * qwen.tokenCountWithin("hello world", 100); // 2
   */
  tokenCountWithin(text: string, limit: number, options?: Pick<SpecialOptions, "allowedSpecial">): number | undefined {
    const most = checkLimit("limit", limit);
    const count = this.#parts.texts.count(checkText(text), this.#allowed(options), most);
    return count > most ? undefined : count;
  }

  /**
   * The beginning of a text that its first `maxTokens` tokens hold; a character that they would cut is left out. Special
   * tokens are treated as in `countTokens`.
   *
   * With `keep` the end of the text, or its start and its end, with `ellipsis` what stands where it is cut: the result has
   * at most `maxTokens` tokens, those of the ellipsis included, and no character as a person sees it is cut. A text that
   * has no more tokens is returned as it is.
   * @param maxTokens an integer of at least 0, or Infinity
   * @throws HfError HF_INVALID_TEXT, HF_INVALID_OPTION, also where the ellipsis has more tokens
   * @example
   * qwen.truncate("one two three four five", 4, { keep: "both", ellipsis: " ..." }); // "one two ... five"
   */
  truncate(text: string, maxTokens: number, options?: TruncateOptions): string {
    const most = checkLimit("maxTokens", maxTokens);
    const { allowedSpecial, ...others } = checkOptions(options, ["allowedSpecial", "keep", "ellipsis"]);
    const cut = checkTruncate(fail, others);
    const isText = this.#allowed({ allowedSpecial });
    const isFirst = cut.keep === "start" && cut.ellipsis === "";
    if (!isFirst) return truncateText(checkText(text), most, cut, this.#cutsOf(allowedSpecial), fail);
    const { pipeline, texts, decoder } = this.#parts;
    const first = texts.first(checkText(text), isText, most + IDS_BEHIND);
    if (first.length <= most) return text;
    const held = this.engine === undefined ? undefined : unitsHeld(text, first, most, decoder);
    if (held !== undefined && texts.count(text.slice(0, held), isText, most) <= most) return text.slice(0, held);
    const encoding = pipeline.encode([text], { addsSpecial: false, isText: [isText] });
    return text.slice(
      0,
      endOfTokens(text, encoding, most, (beginning) => texts.count(beginning, isText, most)),
    );
  }

  /**
   * A text in chunks of at most `maxTokens` tokens, each counted by itself as `countTokens` does. Without `overlap` the
   * chunks, one behind the other, are the text. A chunk is made when it is asked for, and no more of the text is read, or
   * kept in memory, than a few chunks.
   * @param text a string, or an iterable of its parts, cut anywhere
   * @param options.at where chunks end by preference: `"sentence"` (default), `"line"`, `"word"` or `"token"`
   * @throws HfError HF_INVALID_OPTION at once, and for a character that has more tokens than a chunk; HF_INVALID_TEXT;
   *   BpeError BPE_PIECE_TOO_LONG
   * @example
   * const chunks = [...qwen.splitByTokens("Rake it, she said. It was late.", { maxTokens: 8 })];
   * chunks[1]; // { text: " It was late.", tokens: 4, start: 18, end: 31 }
   */
  splitByTokens(text: string | Iterable<string>, options: SplitByTokensOptions): Generator<TokenChunk>;
  /**
   * The same of parts that are waited for, such as those of a file. Chunks depend on the text alone, not on its parts.
   * @example
   * for await (const { text } of qwen.splitByTokens(createReadStream(path, "utf8"), { maxTokens: 500 })) await index(text);
   */
  splitByTokens(text: AsyncIterable<string>, options: SplitByTokensOptions): AsyncGenerator<TokenChunk>;
  splitByTokens(
    text: string | Iterable<string> | AsyncIterable<string>,
    options: SplitByTokensOptions,
  ): Generator<TokenChunk> | AsyncGenerator<TokenChunk> {
    const checks = { fail, checkText: (part: string) => checkText(part) };
    return splitByTokens(text, options, checks, ({ allowedSpecial }) => this.#cutsOf(allowedSpecial));
  }

  /**
   * A tokenizer of the same model with further special tokens besides its own. They are looked for in the text as it was
   * given, before anything is normalized.
   * @param specialTokens ids by name; none may be the id of another token. A token that the model has already keeps its id,
   *   and becomes special
   * @throws HfError HF_INVALID_OPTION
   * @example
   * const tools = qwen.extendSpecialTokens({ "<|tool|>": 151_700 });
   * tools.encode("<|tool|>", { allowedSpecial: "all" }); // Int32Array [ 151700 ]
   */
  extendSpecialTokens(specialTokens: FurtherTokens): this {
    const { stages, model, added, vocabSize } = this.#parts;
    const addedIds = new Set(added.map(({ id }) => id));
    const further = furtherTokens(fail, specialTokens, {
      idOf: (name) => this.#idOf(name),
      isTaken: (id) => addedIds.has(id) || model.tokenOf(id) !== undefined,
      size: vocabSize,
      units: added.reduce((units, { content }) => units + content.length, 0),
    });
    // Those that are special already stay as the file has them.
    const isOwn = ([name, id]: readonly [string, number]): boolean =>
      added.some((token) => token.isSpecial && token.content === name && token.id === id);
    const missing = further.filter((token) => !isOwn(token));
    if (missing.length === 0) return this;
    // It has the same class, whose constructor no one else can call.
    const Same = this.constructor as new (name: string, config: TokenizerConfig, parts: TokenizerParts) => this;
    return new Same(this.name, this.config, assemble(withSpecial(stages, missing)));
  }

  /** @throws HfError HF_INVALID_OPTION */
  #cutsOf(allowedSpecial: SpecialOptions["allowedSpecial"]): SplitTokenizer {
    const isText = this.#allowed({ allowedSpecial });
    return {
      count: (text) => this.countTokens(text, { allowedSpecial }),
      truncate: (text, maxTokens) => this.truncate(text, maxTokens, { allowedSpecial }),
      starts: (text) => this.#startsOf(text, isText),
    };
  }

  /** Where each token of a text begins, in UTF-16 units. */
  #startsOf(text: string, isText: IsText): ArrayLike<number> {
    const { pipeline, texts, decoder } = this.#parts;
    const decoded = this.engine === undefined ? undefined : decodedStarts(text, texts.encode(text, isText), decoder);
    return decoded ?? pipeline.encode([text], { addsSpecial: false, isText: [isText] }).starts;
  }

  #encodeSecond(pair: string, options: HfEncodeOptions): TokenIds {
    return this.#parts.texts.encode(checkText(pair, "pair"), specialRules(options, pair));
  }

  #allowed(options: Pick<SpecialOptions, "allowedSpecial"> | undefined): IsText {
    return allowedRules(checkOptions(options, ["allowedSpecial"]));
  }

  #layout(texts: number, addsSpecial: boolean): Layout {
    const key = `${texts} ${addsSpecial}`;
    let layout = this.#layouts.get(key);
    if (layout === undefined)
      this.#layouts.set(key, (layout = layoutOf(this.#parts.postProcessor, texts, addsSpecial)));
    return layout;
  }

  #withoutSpecial(ids: ArrayLike<number>): number[] {
    return Array.from(ids).filter((id) => !this.#isSpecial.has(id));
  }

  #named(name: string): number | undefined {
    const token = namedToken(this.config, name);
    return token === undefined ? undefined : this.#idOf(token);
  }

  #idOf(token: string): number | undefined {
    return this.#addedIds.get(token) ?? this.#parts.model.idOf(token);
  }
}

function idsByContent(tokens: readonly AddedToken[]): Map<string, number> {
  return new Map(tokens.map(({ content, id }) => [content, id]));
}
