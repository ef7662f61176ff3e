/**
 * The notebook's word tokenizer: every word that occurs in a corpus gets an id, every other word
 * becomes `<|unk|>`. What a word is, split-text.ts decides; which id it gets, vocabulary.ts.
 */
import type { TokenIds, Tokenizer } from "@windrow/interfaces";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { SimpleTokenizerError } from "./errors.ts";
import { isBlank, joinsLeft, splitText } from "./split-text.ts";
import { END_OF_TEXT, UNKNOWN, vocabularyOfCorpus, vocabularyOfTokens, type Vocabulary } from "./vocabulary.ts";

/** Options of a SimpleTokenizer. */
export interface SimpleTokenizerOptions {
  /**
   * `"keep"` (default) is the notebook's class: white space and the empty strings of the split are
   * tokens, and decode joins them back. `"drop"` is its sections 1.1 to 1.4: they are left out, and
   * decode puts a space between words.
   */
  readonly whitespace?: "keep" | "drop" | undefined;
}

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
    this.whitespace = checkWhitespace(options.whitespace ?? "keep");
    this.#vocabulary = vocabularyOfCorpus(this.tokenize(corpus));
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
    this.#fingerprint ??= bytesToHex(sha256(utf8ToBytes(JSON.stringify(this.toJSON()))));
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
   * @throws SimpleTokenizerError SIMPLE_INVALID_TOKEN_ID naming the id, its index and the range
   */
  decode(ids: ArrayLike<number>): string {
    const tokens = Array.from(ids, (id, index) => this.#token(id, index));
    if (this.whitespace === "keep") return tokens.join("");
    return tokens.map((token, index) => (index === 0 || joinsLeft(token) ? token : ` ${token}`)).join("");
  }

  /** The tokenizer as plain JSON, for `JSON.stringify` and `fromJSON`. */
  toJSON(): SimpleTokenizerJson {
    return { type: "windrow-simple-tokenizer", version: 1, whitespace: this.whitespace, vocab: this.vocab };
  }

  #token(id: number, index: number): string {
    const token = this.#vocabulary.tokens[id];
    if (token === undefined) {
      throw new SimpleTokenizerError(
        "SIMPLE_INVALID_TOKEN_ID",
        `id ${id} at index ${index} is not in the vocabulary; expected an integer from 0 to ${this.vocabSize - 1}.`,
        { id, index, vocabSize: this.vocabSize },
      );
    }
    return token;
  }
}

function checkWhitespace(whitespace: "keep" | "drop"): "keep" | "drop" {
  if (whitespace === "keep" || whitespace === "drop") return whitespace;
  throw new SimpleTokenizerError(
    "SIMPLE_INVALID_OPTION",
    `whitespace is ${JSON.stringify(whitespace)}; expected "keep" or "drop".`,
  );
}

function parseJson(json: SimpleTokenizerJson | string): SimpleTokenizerJson {
  const fail = (reason: string): SimpleTokenizerError =>
    new SimpleTokenizerError("SIMPLE_INVALID_JSON", `${reason}; expected what SimpleTokenizer.toJSON() gives.`);
  let parsed = json;
  if (typeof json === "string") {
    try {
      parsed = JSON.parse(json) as SimpleTokenizerJson;
    } catch (error) {
      throw fail(`not JSON (${(error as Error).message})`);
    }
  }
  const { type, version, whitespace, vocab } = Object(parsed) as SimpleTokenizerJson;
  if (type !== "windrow-simple-tokenizer") throw fail(`type is ${JSON.stringify(type)}`);
  if (version !== 1) throw fail(`version is ${JSON.stringify(version)}, this package reads version 1`);
  if (whitespace !== "keep" && whitespace !== "drop") throw fail(`whitespace is ${JSON.stringify(whitespace)}`);
  return { type, version, whitespace, vocab };
}
