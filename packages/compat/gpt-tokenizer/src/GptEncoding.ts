/**
 * gpt-tokenizer's class on windrow's engine: the public face, which puts special-rules.ts, ordinary-pieces.ts,
 * chat-parts.ts and token-texts.ts together. Its name is the subpath's, `gpt-tokenizer/GptEncoding`.
 */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { chatParts } from "./chat-parts.ts";
import { append, copyOf } from "./copy-ids.ts";
import { decodeIds } from "./decode-ids.ts";
import type { Encoding } from "./encodings.ts";
import { estimateCost } from "./estimate-cost.ts";
import type { ChatCompletionRequest, ChatMessage, EncodeChatOptions } from "./function-types.ts";
import { computeChatCompletionTokenCount } from "./functionCalling.ts";
import { loadEncoding } from "./load-encoding.ts";
import { DEFAULT_ENCODING, type EncodingName, type ModelName, modelToEncodingMap } from "./mapping.ts";
import { countsFunctions } from "./model-table.ts";
import type { ModelSpec, PriceData } from "./modelTypes.ts";
import { OrdinaryPieces } from "./ordinary-pieces.ts";
import type { GetMergeableRanksFn } from "./ranks.ts";
import { allowedIn, checkText, type EncodeOptions } from "./special-rules.ts";
import { EndOfPrompt, EndOfText, FimMiddle, FimPrefix, FimSuffix } from "./specialTokens.ts";
import { countWithin, textParts } from "./text-parts.ts";
import { FEW_IDS, TokenReader, TokenTexts } from "./token-texts.ts";

export type * from "./function-types.ts";
export type { GetMergeableRanksFn, RawBytePairRanks } from "./ranks.ts";
export type { EncodeOptions } from "./special-rules.ts";

/** The original's type of a cost, which nothing of it uses. */
export interface CostEstimate {
  input?: number;
  output?: number;
  batchInput?: number;
  batchOutput?: number;
  cachedInput?: number;
  training?: number;
}

/** The original's options for chats: those for text, and the answer's beginning. */
type ChatOptions = EncodeOptions & EncodeChatOptions;

let create: (encoding: Encoding, tokenizer: BpeTokenizer, modelName?: ModelName, modelSpec?: ModelSpec) => GptEncoding;

/**
 * An encoding by the original's names and rules. Each module `gpt-tokenizer/encoding/NAME` and
 * `gpt-tokenizer/model/NAME` has one as its default export, and its functions, which need no `this`, as exports.
 *
 * @example
 * import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
 * GptEncoding.getEncodingApi("cl100k_base", () => cl100kBase).encode("hello world"); // [ 15339, 1917 ]
 */
export class GptEncoding {
  static EndOfPrompt: string = EndOfPrompt;
  static EndOfText: string = EndOfText;
  static FimMiddle: string = FimMiddle;
  static FimPrefix: string = FimPrefix;
  static FimSuffix: string = FimSuffix;

  /** The model of a module `gpt-tokenizer/model/NAME` that has chats. */
  modelName?: ModelName;
  /** The model as the caller has described it; this package describes none. */
  modelSpec?: ModelSpec;
  /** Where the model can call functions: the tokens of a request, by the original's estimate. */
  countChatCompletionTokens?: (request: ChatCompletionRequest) => number;
  /** How many tokens there are, special ones included; ids may be larger. */
  readonly vocabularySize: number;

  readonly #tokenizer: BpeTokenizer;
  readonly #encoding: Encoding;
  readonly #tokens: TokenTexts;
  #ordinary: OrdinaryPieces | undefined;

  private constructor(
    encoding: Encoding,
    tokenizer: BpeTokenizer,
    modelName: ModelName | undefined,
    modelSpec: ModelSpec | undefined,
  ) {
    this.#encoding = encoding;
    this.#tokenizer = tokenizer;
    this.#tokens = new TokenTexts(tokenizer, encoding);
    this.vocabularySize = encoding.tokenCount;
    this.modelName = modelName;
    this.modelSpec = modelSpec;
    const hasFunctions = modelSpec
      ? modelSpec.supported_features?.includes("function_calling")
      : modelName !== undefined && countsFunctions(modelName);
    if (hasFunctions) {
      this.countChatCompletionTokens = (request) =>
        computeChatCompletionTokenCount(request, (text) => this.#tokenizer.countTokens(checkText(text)));
    }
    this.encode = this.encode.bind(this);
    this.decode = this.decode.bind(this);
    this.encodeGenerator = this.encodeGenerator.bind(this);
    this.decodeGenerator = this.decodeGenerator.bind(this);
    this.decodeAsyncGenerator = this.decodeAsyncGenerator.bind(this);
    this.decodeAsync = this.decodeAsync.bind(this);
    this.isWithinTokenLimit = this.isWithinTokenLimit.bind(this);
    this.encodeChat = this.encodeChat.bind(this);
    this.encodeChatGenerator = this.encodeChatGenerator.bind(this);
    this.countTokens = this.countTokens.bind(this);
    this.setMergeCacheSize = this.setMergeCacheSize.bind(this);
    this.clearMergeCache = this.clearMergeCache.bind(this);
    this.estimateCost = this.estimateCost.bind(this);
  }

  static {
    create = (encoding, tokenizer, modelName, modelSpec) => new GptEncoding(encoding, tokenizer, modelName, modelSpec);
  }

  /**
   * An encoding by its name.
   * @param getMergeableRanks such as `resolveEncoding`; what gives a BpeTokenizer saves making a list of its tokens
   * @throws GptTokenizerError GPT_UNKNOWN_ENCODING, GPT_UNKNOWN_RANKS
   */
  static getEncodingApi(encodingName: EncodingName, getMergeableRanks: GetMergeableRanksFn): GptEncoding {
    const { encoding, tokenizer } = loadEncoding(encodingName, getMergeableRanks);
    return create(encoding, tokenizer);
  }

  /**
   * The encoding of a model.
   * @param modelSpec where the caller has one: whether the model can call functions, and its prices
   * @throws GptTokenizerError GPT_UNKNOWN_RANKS
   */
  static getEncodingApiForModel(
    modelName: ModelName,
    getMergeableRanks: GetMergeableRanksFn,
    modelSpec?: ModelSpec,
  ): GptEncoding {
    const name = Object.hasOwn(modelToEncodingMap, modelName) ? modelToEncodingMap[modelName] : DEFAULT_ENCODING;
    const { encoding, tokenizer } = loadEncoding(name, getMergeableRanks);
    return create(encoding, tokenizer, modelName, modelSpec);
  }

  /** The ids of a text. @throws GptTokenizerError GPT_DISALLOWED_SPECIAL_TOKEN, GPT_INVALID_OPTION, GPT_INVALID_TEXT */
  encode(lineToEncode: string, encodeOptions?: EncodeOptions): number[] {
    const allowed = allowedIn(lineToEncode, this.#encoding.special, encodeOptions);
    if (allowed?.next(lineToEncode) === undefined) return this.#tokenizer.useOrdinary(lineToEncode, copyOf);
    const ids: number[] = [];
    for (const part of textParts(lineToEncode, allowed, this.#encoding.special.ids)) {
      if (typeof part === "number") ids.push(part);
      else this.#tokenizer.useOrdinary(part, (some) => append(ids, some));
    }
    return ids;
  }

  /**
   * The ids of a text piece by piece, such as a word; at first some words of it are encoded at a time, later some
   * kilobytes. Returns how many the last piece has.
   * @throws GptTokenizerError as `encode`, when it is called
   */
  encodeGenerator(lineToEncode: string, encodeOptions?: EncodeOptions): Generator<number[], number, undefined> {
    const allowed = allowedIn(lineToEncode, this.#encoding.special, encodeOptions);
    const ordinary = (this.#ordinary ??= new OrdinaryPieces(this.#tokenizer, this.#encoding));
    return allowed === undefined ? ordinary.of(lineToEncode) : this.#pieces(lineToEncode, allowed, ordinary);
  }

  *#pieces(
    text: string,
    allowed: ReturnType<typeof allowedIn>,
    ordinary: OrdinaryPieces,
  ): Generator<number[], number, undefined> {
    let last = 0;
    for (const part of textParts(text, allowed, this.#encoding.special.ids)) {
      if (typeof part === "number") {
        last = 1;
        yield [part];
      } else last = yield* ordinary.of(part);
    }
    return last;
  }

  /**
   * The ids of a chat, with the beginning of the answer.
   * @param model one of the original's names; by default that of the module
   * @throws GptTokenizerError GPT_UNKNOWN_MODEL, GPT_INVALID_MESSAGE, and as `encode`
   */
  encodeChat(
    chat: readonly ChatMessage[],
    model: ModelName | undefined = this.modelName,
    encodeOptions?: ChatOptions,
  ): number[] {
    const ids: number[] = [];
    for (const part of chatParts(chat, model, this.#encoding, this.encode, encodeOptions)) {
      append(ids, typeof part === "string" ? this.encode(part, encodeOptions) : part);
    }
    return ids;
  }

  /** The ids of a chat, some at a time. @throws GptTokenizerError as `encodeChat`, when it gets there */
  *encodeChatGenerator(
    chat: Iterable<ChatMessage>,
    model: ModelName | undefined = this.modelName,
    encodeOptions?: ChatOptions,
  ): Generator<number[], void, undefined> {
    for (const part of chatParts(chat, model, this.#encoding, this.encode, encodeOptions)) {
      if (typeof part === "string") yield* this.encodeGenerator(part, encodeOptions);
      else yield part;
    }
  }

  /**
   * The number of tokens, or false where there are more than the limit: then the rest is not read.
   * @param input a text, or the messages of a chat
   * @param tokenLimit any number, as in the original: NaN limits nothing, below 0 nothing but an empty text is within
   * @throws GptTokenizerError as `encode` and `encodeChat`
   */
  isWithinTokenLimit(
    input: string | Iterable<ChatMessage>,
    tokenLimit: number,
    encodeOptions?: EncodeOptions,
  ): false | number {
    const limit = Number(tokenLimit);
    let count = 0;
    for (const part of this.#partsOf(input, encodeOptions)) {
      const more = typeof part === "string" ? this.#countWithin(part, limit - count, encodeOptions) : part.length;
      count += more;
      // A text without tokens is within any limit, as in the original.
      if (more > 0 && count > limit) return false;
    }
    return count;
  }

  #countWithin(text: string, limit: number, encodeOptions: EncodeOptions | undefined): number {
    const allowed = allowedIn(text, this.#encoding.special, encodeOptions);
    return countWithin(this.#tokenizer, textParts(text, allowed, this.#encoding.special.ids), limit);
  }

  /** The number of tokens of a text, or of the messages of a chat. @throws GptTokenizerError as `encode` and `encodeChat` */
  countTokens(input: string | Iterable<ChatMessage>, encodeOptions?: EncodeOptions): number {
    let count = 0;
    for (const part of this.#partsOf(input, encodeOptions)) {
      count += typeof part === "string" ? this.#countWithin(part, Infinity, encodeOptions) : part.length;
    }
    return count;
  }

  #partsOf(input: string | Iterable<ChatMessage>, encodeOptions: ChatOptions | undefined): Iterable<string | number[]> {
    if (typeof input === "string") return [input];
    return chatParts(input, this.modelName, this.#encoding, this.encode, encodeOptions);
  }

  /** Does nothing: the engine's own cache has a bound, and no size to set. */
  setMergeCacheSize(_size: number): void {}

  /** Does nothing: see `setMergeCacheSize`. */
  clearMergeCache(): void {}

  /**
   * The text of ids. Bytes that are not UTF-8, such as those of a character that is cut, become U+FFFD, as in tiktoken.
   * @throws GptTokenizerError GPT_INVALID_TOKEN_ID
   */
  decode(inputTokensToDecode: Iterable<number>): string {
    const isShort = Array.isArray(inputTokensToDecode) && inputTokensToDecode.length <= FEW_IDS;
    const joined = isShort ? this.#tokens.join(inputTokensToDecode) : undefined;
    return joined ?? decodeIds(inputTokensToDecode, this.#tokenizer, this.#encoding);
  }

  /** The text of ids, some at a time, never half a character; ids that are not tokens are skipped, as in the original. */
  *decodeGenerator(inputTokensToDecode: Iterable<number>): Generator<string, void, void> {
    const reader = new TokenReader(this.#tokens);
    for (const id of inputTokensToDecode) {
      const text = reader.push(id);
      if (text !== "") yield text;
    }
    const rest = reader.end();
    if (rest !== "") yield rest;
  }

  /** The same for ids that are waited for. */
  async *decodeAsyncGenerator(inputTokensToDecode: AsyncIterable<number>): AsyncGenerator<string, void> {
    const reader = new TokenReader(this.#tokens);
    for await (const id of inputTokensToDecode) {
      const text = reader.push(id);
      if (text !== "") yield text;
    }
    const rest = reader.end();
    if (rest !== "") yield rest;
  }

  /** The text of ids that are waited for. */
  async decodeAsync(inputTokensToDecode: AsyncIterable<number>): Promise<string> {
    const reader = new TokenReader(this.#tokens);
    let text = "";
    for await (const id of inputTokensToDecode) text += reader.push(id);
    return text + reader.end();
  }

  /**
   * What tokens cost, by prices that the caller brings.
   * @param modelSpec with prices for a million tokens in `price_data`
   * @throws GptTokenizerError GPT_NO_PRICES where there are none: this package has no price table
   */
  estimateCost(tokenCount: number, modelSpec: ModelSpec | undefined = this.modelSpec): PriceData {
    return estimateCost(tokenCount, modelSpec, this.modelName);
  }
}
