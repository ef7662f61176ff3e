/** The two directions of a word vocabulary, and the rules it must keep. */
import { describe, quoted } from "@windrow/core";
import { compareByCodePoint } from "./code-point-order.ts";
import { SimpleTokenizerError } from "./errors.ts";

export const END_OF_TEXT = "<|endoftext|>";
export const UNKNOWN = "<|unk|>";
const SPECIAL_TOKENS: readonly string[] = [END_OF_TEXT, UNKNOWN];

/** Tokens by id, and ids by token. */
export interface Vocabulary {
  readonly tokens: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
}

/** The distinct tokens of a corpus sorted by code point, then `<|endoftext|>` and `<|unk|>`. */
export function vocabularyOfCorpus(corpusTokens: Iterable<string>): Vocabulary {
  const words = new Set(corpusTokens);
  for (const special of SPECIAL_TOKENS) words.delete(special);
  return index([...Array.from(words, ownCopy).toSorted(compareByCodePoint), ...SPECIAL_TOKENS]);
}

/**
 * The words that occur at least `minFrequency` times, of these the most frequent until there are
 * `maxVocabSize` tokens with the special ones; of equal ones the first by code point. In the order of
 * `vocabularyOfCorpus`.
 */
export function vocabularyOfCounts(
  counts: ReadonlyMap<string, number>,
  minFrequency: number,
  maxVocabSize: number,
): Vocabulary {
  const frequent = [...counts].filter(([word, count]) => count >= minFrequency && !SPECIAL_TOKENS.includes(word));
  const room = maxVocabSize - SPECIAL_TOKENS.length;
  if (frequent.length <= room) return vocabularyOfCorpus(frequent.map(([word]) => word));
  const ranked = frequent.toSorted(([a, many], [b, more]) => more - many || compareByCodePoint(a, b));
  return vocabularyOfCorpus(ranked.slice(0, room).map(([word]) => word));
}

/** Checks a list of tokens given in the order of their ids; special tokens that it lacks are appended. */
export function vocabularyOfTokens(tokens: readonly string[]): Vocabulary {
  if (!Array.isArray(tokens)) {
    throw invalid(`vocab is ${describe(tokens)}; expected an array of strings, in which a token's index is its id.`);
  }
  const notString = tokens.findIndex((token) => typeof token !== "string");
  if (notString >= 0) throw invalid(`vocab[${notString}] is ${describe(tokens[notString])}; expected a string.`);
  const vocabulary = index([...tokens, ...SPECIAL_TOKENS.filter((special) => !tokens.includes(special))]);
  if (vocabulary.ids.size < vocabulary.tokens.length) {
    const twice = tokens.findIndex((token, id) => vocabulary.ids.get(token) !== id);
    const token = tokens[twice]!;
    throw invalid(
      `vocab has ${quoted(token)} twice, at ${twice} and ${vocabulary.ids.get(token)}; every token needs one id.`,
    );
  }
  return vocabulary;
}

/** A copy with memory of its own: a slice of the corpus would keep the whole corpus alive. */
export function ownCopy(word: string): string {
  let copy = "";
  for (let at = 0; at < word.length; at += 4096) {
    copy += String.fromCharCode(
      ...Array.from({ length: Math.min(4096, word.length - at) }, (_, i) => word.charCodeAt(at + i)),
    );
  }
  return copy;
}

function index(tokens: readonly string[]): Vocabulary {
  return { tokens: Object.freeze(tokens), ids: new Map(tokens.map((token, id) => [token, id])) };
}

function invalid(message: string): SimpleTokenizerError {
  return new SimpleTokenizerError("SIMPLE_INVALID_VOCAB", message);
}
