/** A tokenizer as modules hold it: what `windrow pack` writes and `fromPacked` reads. */
import type { PackedVocabulary } from "@windrow/tokenizer-bpe/internal";

/** Goes up with every change after which older modules can't be read. */
export const PACK_FORMAT = 3;

/** The packed form of a tokenizer: no contract, but what one version writes and reads. */
export interface PackedTokenizer {
  /** PACK_FORMAT of the version that packed it. */
  readonly format: number;
  readonly name: string;
  /** That of the file it was packed from. */
  readonly fingerprint: string;
  /** The tokenizer.json, as JSON, but for its lists of tokens and merges. */
  readonly file: string;
  /** Expressions of that file, and what is known of them, as JSON. */
  readonly expressions: string;
  /** The tables by which the engine splits, as JSON, where it needs any. */
  readonly table?: string;
  /** The tokenizer_config.json, as JSON. */
  readonly config: string;
  /** The lists of byte-level models, for the engine. */
  readonly vocabulary?: PackedVocabulary;
  /** The lists of others. */
  readonly lists?: PackedLists;
}

/** Tokens and merges of a model that the engine does not do. */
export interface PackedLists {
  /** The tokens by id, with a number in place of as many ids that are not tokens, as JSON. */
  readonly tokens: string;
  /** How many merges there are; absent where the model has none to list. */
  readonly count?: number;
  /** By the ids of what they join, in planes of six-bit digits: LIST_DIGITS for the lefts, then as many for the rights. */
  readonly merges?: string;
  /** Scores by id, in planes of six-bit digits: SCORE_DIGITS for the lower halves of the doubles, then as many for the upper. */
  readonly scores?: string;
}

/** Digits of an id: 24 bits. */
export const LIST_DIGITS = 4;
/** Digits of half a double: 32 bits. */
export const SCORE_DIGITS = 6;
