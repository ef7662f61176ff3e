/**
 * The notebook's word tokenizer: every word that occurs in a corpus gets an id, every other word
 * becomes `<|unk|>`. What a word is, split-text.ts decides; which id it gets, vocabulary.ts.
 */
import { describe, isDetached, sha256, whyNotAnId } from "@windrow/core";
import type { TokenIds, Tokenizer } from "@windrow/interfaces";
import { SimpleTokenizerError } from "./errors.ts";
import { isBlank, joinsLeft, splitText } from "./split-text.ts";
import {
  checkTextCount,
  checkTexts,
  checkTokenizerOptions,
  checkTrainingText,
  checkTrainOptions,
  type SimpleTokenizerOptions,
  type SimpleTrainOptions,
} from "./simple-options.ts";
import {
  END_OF_TEXT,
  ownCopy,
  UNKNOWN,
  vocabularyOfCorpus,
  vocabularyOfCounts,
  vocabularyOfTokens,
  type Vocabulary,
} from "./vocabulary.ts";

/** What `toJSON` gives and `fromJSON` takes. */
export interface SimpleTokenizerJson {
  readonly type: "windrow-simple-tokenizer";
  readonly version: 1;
  readonly whitespace: "keep" | "drop";
  /** All tokens in the order of their ids. */
  readonly vocab: readonly string[];
}

/**
 * A word tokenizer with `<|endoftext|>` and `<|unk|>`. The special tokens count only where they
 * stand as words of their own; glued to letters they are part of an unknown word.
 *
 * @example
 * const tokenizer = new SimpleTokenizer("the cat sat on the mat");
 * tokenizer.decode(tokenizer.encode("the dog sat")); // "the <|unk|> sat"
 */
export class SimpleTokenizer implements Tokenizer {
  /** How white space is treated. */
  readonly whitespace: "keep" | "drop";
  #vocabulary: Vocabulary;
  #fingerprint: string | undefined;

  /**
   * Takes the vocabulary from a corpus: its distinct tokens sorted by code point, then
   * `<|endoftext|>` and `<|unk|>`.
   * @throws SimpleTokenizerError SIMPLE_INVALID_TEXT, SIMPLE_INVALID_OPTION
   */
  constructor(corpus: string, options: SimpleTokenizerOptions = {}) {
    this.whitespace = checkTokenizerOptions(options).whitespace;
    this.#vocabulary = vocabularyOfCorpus(this.tokenize(corpus));
  }

  /**
   * Takes the vocabulary from many texts, by how often words occur in all of them together: of the words
   * that occur `minFrequency` times or more, the most frequent stay, of equal ones the first by code
   * point. Their ids are in the constructor's order, by code point and not by frequency; without options
   * all words stay.
   * @param texts an iterable or async iterable of at least one text; each is split by itself and let go,
   *   so that memory grows with the distinct words
   * @param options minFrequency (1), maxVocabSize (no limit; the two special tokens count), whitespace ("keep")
   * @throws SimpleTokenizerError SIMPLE_INVALID_TEXT (no iterable, a single string, no texts, or one that is
   *   not a string: its place is in the message), SIMPLE_INVALID_OPTION; what `texts` throws itself is passed on
   * @example
   * const texts = ["the hay, the rows", "the hay is dry"];
   * const tokenizer = await SimpleTokenizer.train(texts, { maxVocabSize: 4, whitespace: "drop" });
   * tokenizer.vocab; // ["hay", "the", "<|endoftext|>", "<|unk|>"]
   */
  static async train(
    texts: Iterable<string> | AsyncIterable<string>,
    options: SimpleTrainOptions = {},
  ): Promise<SimpleTokenizer> {
    const { minFrequency, maxVocabSize } = checkTrainOptions(options);
    checkTexts(texts);
    const tokenizer = new SimpleTokenizer("", { whitespace: options.whitespace });
    const counts = new Map<string, number>();
    let number = 0;
    for await (const text of texts) {
      for (const word of tokenizer.tokenize(checkTrainingText(text, number++))) {
        const count = counts.get(word);
        counts.set(count === undefined ? ownCopy(word) : word, (count ?? 0) + 1);
      }
    }
    checkTextCount(number);
    tokenizer.#vocabulary = vocabularyOfCounts(counts, minFrequency, maxVocabSize);
    return tokenizer;
  }

  /**
   * A tokenizer over a vocabulary of your own; the place of a token is its id. `<|endoftext|>` and
   * `<|unk|>` keep the places they have there, or are appended.
   * @throws SimpleTokenizerError SIMPLE_INVALID_VOCAB (not strings, or one twice), SIMPLE_INVALID_OPTION
   */
  static fromVocab(vocab: readonly string[], options: SimpleTokenizerOptions = {}): SimpleTokenizer {
    const tokenizer = new SimpleTokenizer("", options);
    tokenizer.#vocabulary = vocabularyOfTokens(vocab);
    return tokenizer;
  }

  /**
   * The tokenizer that `toJSON` described.
   * @param json the object, or its JSON text
   * @throws SimpleTokenizerError SIMPLE_INVALID_JSON, SIMPLE_INVALID_VOCAB
   */
  static fromJSON(json: SimpleTokenizerJson | string): SimpleTokenizer {
    const { vocab, whitespace } = parseJson(json);
    return SimpleTokenizer.fromVocab(vocab, { whitespace });
  }

  /** All tokens in the order of their ids. */
  get vocab(): readonly string[] {
    return this.#vocabulary.tokens;
  }

  /** Number of tokens, special ones included. */
  get vocabSize(): number {
    return this.#vocabulary.tokens.length;
  }

  /** Id of `<|endoftext|>`. */
  get eotToken(): number {
    return this.#vocabulary.ids.get(END_OF_TEXT)!;
  }

  /** Id of `<|unk|>`. */
  get unkToken(): number {
    return this.#vocabulary.ids.get(UNKNOWN)!;
  }

  /** sha256 over the vocabulary and the treatment of white space. */
  get fingerprint(): string {
    this.#fingerprint ??= sha256(new TextEncoder().encode(JSON.stringify(this.toJSON())));
    return this.#fingerprint;
  }

  /**
   * The tokens of a text, whether the vocabulary has them or not.
   * @returns with `"keep"` those of `splitText`; with `"drop"` only what is not white space
   * @throws SimpleTokenizerError SIMPLE_INVALID_TEXT
   */
  tokenize(text: string): string[] {
    const tokens = splitText(text);
    return this.whitespace === "keep" ? tokens : tokens.filter((token) => !isBlank(token));
  }

  /**
   * The ids of a text's tokens; what the vocabulary lacks becomes `<|unk|>`. Linear time.
   * @throws SimpleTokenizerError SIMPLE_INVALID_TEXT
   */
  encode(text: string): TokenIds {
    const vocabulary = this.#vocabulary.ids;
    const unknown = this.unkToken;
    const tokens = this.tokenize(text);
    const ids = new Int32Array(tokens.length);
    for (let i = 0; i < ids.length; i++) ids[i] = vocabulary.get(tokens[i]!) ?? unknown;
    return ids;
  }

  /**
   * The text of the ids. With `"keep"` the tokens joined; with `"drop"` a space between words and
   * none before ``, . : ; ? _ ! " ( ) '``.
   * @throws SimpleTokenizerError SIMPLE_INVALID_TOKEN_ID naming the id, its index and the range;
   *   SIMPLE_TEXT_TOO_LONG beyond the engine's longest string, about 2^29 characters
   */
  decode(ids: ArrayLike<number>): string {
    const tokens = Array.from(checkIds(ids), (id, index) => this.#token(id, index, ids));
    if (this.whitespace === "keep") return joined(tokens);
    return joined(tokens.map((token, index) => (index === 0 || joinsLeft(token) ? token : ` ${token}`)));
  }

  /** The tokenizer as plain JSON, for `JSON.stringify` and `fromJSON`. */
  toJSON(): SimpleTokenizerJson {
    return { type: "windrow-simple-tokenizer", version: 1, whitespace: this.whitespace, vocab: this.vocab };
  }

  #token(id: number, index: number, ids: ArrayLike<number>): string {
    // A text or a bigint would find the token of that number too.
    const token = typeof id === "number" ? this.#vocabulary.tokens[id] : undefined;
    if (token === undefined) {
      throw new SimpleTokenizerError(
        "SIMPLE_INVALID_TOKEN_ID",
        whyNotAnId(id, ` at index ${index}`, ids) ??
          `id ${id} at index ${index} is not in the vocabulary; expected an integer from 0 to ${this.vocabSize - 1}.`,
        { id, index, vocabSize: this.vocabSize },
      );
    }
    return token;
  }
}

function checkIds(ids: ArrayLike<number>): ArrayLike<number> {
  const isList = typeof ids === "object" && ids !== null && Number.isInteger(ids.length) && ids.length >= 0;
  if (!isList)
    throw new SimpleTokenizerError("SIMPLE_INVALID_TOKEN_ID", `ids is ${describe(ids)}; expected an array of ids.`);
  if (!ArrayBuffer.isView(ids) || !isDetached(ids)) return ids;
  throw new SimpleTokenizerError(
    "SIMPLE_INVALID_TOKEN_ID",
    "ids is detached: its memory was transferred, to a worker for instance. Pass a copy.",
  );
}

function joined(tokens: readonly string[]): string {
  try {
    return tokens.join("");
  } catch (error) {
    throw new SimpleTokenizerError(
      "SIMPLE_TEXT_TOO_LONG",
      `The text is longer than this JavaScript engine can hold (${(error as Error).message}). Decode fewer ids at a time.`,
      { cause: error },
    );
  }
}

function parseJson(json: SimpleTokenizerJson | string): SimpleTokenizerJson {
  const fail = (reason: string, cause?: unknown): SimpleTokenizerError =>
    new SimpleTokenizerError("SIMPLE_INVALID_JSON", `${reason}; expected what SimpleTokenizer.toJSON() returns.`, {
      cause,
    });
  let parsed = json;
  if (typeof json === "string") {
    try {
      parsed = JSON.parse(json) as SimpleTokenizerJson;
    } catch (error) {
      throw fail(`not JSON (${(error as Error).message})`, error);
    }
  }
  const { type, version, whitespace, vocab } = Object(parsed) as SimpleTokenizerJson;
  if (type !== "windrow-simple-tokenizer") throw fail(`type is ${describe(type)}`);
  if (version !== 1) throw fail(`version is ${describe(version)}, this package reads version 1`);
  if (whitespace !== "keep" && whitespace !== "drop") throw fail(`whitespace is ${describe(whitespace)}`);
  return { type, version, whitespace, vocab };
}
