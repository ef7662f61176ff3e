/** Reads the files of tokenizers: each method checks its arguments, and read/ does the rest. */
import { checkBoolean } from "@windrow/core";
import { checkEngineName, type EngineName } from "@windrow/tokenizer-bpe/internal";
import { checkOptions, fail } from "./arguments.ts";
import { assemble, type TokenizerParts } from "./assemble.ts";
import { checkConfig, type TokenizerConfig } from "./fields/config.ts";
import { PretrainedTokenizer } from "./pretrained-tokenizer.ts";
import { BERT_TOKENS, bertFile, bertSettings } from "./read/bert-vocab.ts";
import { fileJson } from "./read/file-json.ts";
import { readFile } from "./read/read-file.ts";
import { readTekken, TEKKEN_CONFIG } from "./read/read-tekken.ts";
import { readSentencePiece } from "./read/sentence-piece/read-sentence-piece.ts";

/** How a tokenizer.json is read. */
export interface HfTokenizerOptions {
  /** For `name` and errors; default `"tokenizer.json"`. */
  readonly name?: string | undefined;
  /** The object that tokenizer_config.json holds: it names the tokens that begin and end texts, and fill rows up. */
  readonly config?: TokenizerConfig | undefined;
  /** `"wasm"` or `"typescript"`, with the same ids; by default `"wasm"` wherever it is available. */
  readonly engine?: EngineName | undefined;
}

/** How a vocab.txt is read. What is not given is as the config says, or as transformers has it for BERT. */
export interface BertVocabOptions extends Omit<HfTokenizerOptions, "engine"> {
  /** Whether texts are lowercased; default the config's `do_lower_case`, or true. False for cased models. */
  readonly lowercase?: boolean | undefined;
  /** Whether accents are taken away; default the config's `strip_accents`, or as `lowercase`. */
  readonly stripAccents?: boolean | undefined;
  /** Whether each ideograph is a word of its own; default the config's `tokenize_chinese_chars`, or true. */
  readonly handleChineseChars?: boolean | undefined;
}

/** How a SentencePiece model is read. By default it is called `"tokenizer.model"`. */
export type SentencePieceOptions = Omit<HfTokenizerOptions, "engine">;

/**
 * A tokenizer of Hugging Face's, from its tokenizer.json.
 * @example
 * const qwen = HfTokenizer.fromJson(await readFile("Qwen3-8B/tokenizer.json"));
 * qwen.encode("Hello, world!"); // Int32Array [ 9707, 11, 1879, 0 ]
 */
export class HfTokenizer extends PretrainedTokenizer {
  private constructor(name: string, config: TokenizerConfig, parts: TokenizerParts) {
    super(name, config, parts);
  }

  /**
   * Reads a tokenizer.json, a tekken.json, or a vocabulary of js-tiktoken such as the claude.json of @anthropic-ai/tokenizer.
   * Nothing in it is run, and what is not supported is an error that names the field.
   * @param json its bytes, its text, or the parsed object
   * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields`; HF_INVALID_OPTION
   */
  static fromJson(json: Uint8Array | string | object, options?: HfTokenizerOptions): HfTokenizer {
    const { name = "tokenizer.json", config, engine } = checkOptions(options, ["name", "config", "engine"]);
    const checked = checkConfig(config);
    const engineName = checkEngineName(engine);
    const read = readFile(fileJson(json, engineName), name, engineName);
    return new HfTokenizer(name, config === undefined ? (read.config ?? checked) : checked, assemble(read.stages));
  }

  /**
   * Reads Mistral's tekken.json. Special tokens have the first ids.
   * @param json its bytes, its text, or the parsed object
   * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields`; BpeError BPE_INVALID_RANKS
   */
  static fromTekken(json: Uint8Array | string | object, options?: HfTokenizerOptions): HfTokenizer {
    const {
      name = "tekken.json",
      config = TEKKEN_CONFIG,
      engine,
    } = checkOptions(options, ["name", "config", "engine"]);
    const checked = checkConfig(config);
    return new HfTokenizer(name, checked, assemble(readTekken(json, name, checkEngineName(engine))));
  }

  /**
   * Reads BERT's vocab.txt, which has a token on each line, as transformers' BertTokenizer does: a WordPiece tokenizer.
   * Names of special tokens are the config's, or `[UNK]`, `[SEP]`, `[PAD]`, `[CLS]` and `[MASK]`.
   * @param vocab its bytes or its text
   * @throws HfError HF_INVALID_FILE where it is empty, has a token twice, or lacks the unknown token; HF_UNSUPPORTED_FILE
   *   for a config of another kind of model; HF_INVALID_OPTION
   * @example
   * const bert = HfTokenizer.fromBertVocab(await readFile("bert-base-cased/vocab.txt"), { lowercase: false });
   */
  static fromBertVocab(vocab: Uint8Array | string, options?: BertVocabOptions): HfTokenizer {
    const given = checkOptions(options, ["name", "config", "lowercase", "stripAccents", "handleChineseChars"]);
    const { name = "vocab.txt" } = given;
    const config = { ...BERT_TOKENS, ...checkConfig(given.config) };
    const said = bertSettings(config);
    for (const flag of ["lowercase", "stripAccents", "handleChineseChars"] as const)
      if (given[flag] !== undefined) checkBoolean(fail, flag, given[flag]);
    const file = bertFile(vocab, name, {
      config,
      lowercase: given.lowercase ?? said.lowercase,
      stripAccents: given.stripAccents ?? said.stripAccents,
      handleChineseChars: given.handleChineseChars ?? said.handleChineseChars,
    });
    return new HfTokenizer(name, config, assemble(readFile(fileJson(file), name).stages));
  }

  /**
   * Reads a SentencePiece model: BPE, Unigram, words or characters. Ids, spans and texts are those of sentencepiece 0.2: no
   * control symbol is found in a text, and each is "" in one. Tokens that a config lists are found, as transformers does;
   * `extendSpecialTokens` names others. `addSpecialTokens` puts the model's bos before a text for BPE, and its eos behind it
   * for the other kinds, unless the config's `add_bos_token` and `add_eos_token` say otherwise.
   * @param model its bytes, such as those of tokenizer.model or spiece.model
   * @throws HfError HF_INVALID_FILE; HF_INVALID_OPTION
   * @example
   * const mistral = HfTokenizer.fromSentencePiece(await readFile("Mistral-7B/tokenizer.model"));
   */
  static fromSentencePiece(model: Uint8Array, options?: SentencePieceOptions): HfTokenizer {
    const { name = "tokenizer.model", config } = checkOptions(options, ["name", "config"]);
    const read = readSentencePiece(model, name, checkConfig(config));
    return new HfTokenizer(name, read.config, assemble(read.stages));
  }
}
