/** One text in several encodings. */
import { getEncoding, type EncodingName } from "@windrow/tokenizer-bpe";
import { WORDS } from "./words-name.ts";
import type { WholeText } from "../../read/inputs.ts";
import { countCodePoints } from "../../show/count-code-points.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { encodeText } from "../../tokens/encode-text.ts";
import { bpeTextTokenizer } from "../../tokens/bpe-text-tokenizer.ts";
import type { Piece } from "../../tokens/pieces.ts";
import { specialRules } from "../../options/special-option.ts";
import type { Special } from "../../options/special-option.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";

/** What the command line said. */
export interface CompareOptions {
  readonly encoding: readonly string[];
  /** The encoding of the model that was named. */
  readonly model?: string;
  readonly vocab?: string;
  readonly pattern?: string;
  readonly tokenizer?: readonly string[];
  readonly special: Special;
  readonly text?: string;
  readonly whitespace: boolean;
  readonly json: boolean;
}

/** Sizes of a text in one encoding. */
export interface ComparedEncoding {
  readonly encoding: string;
  readonly vocabSize: number;
  readonly tokens: number;
  readonly charsPerToken: number;
  readonly bytesPerToken: number;
  /** Tokens more than in the first encoding. */
  readonly difference: number;
}

/** A text's sizes, and how it begins in each encoding. */
export interface ComparedText {
  /** Code points, as Python's len. */
  readonly chars: number;
  readonly bytes: number;
  readonly encodings: readonly ComparedEncoding[];
  /** For each encoding: the first pieces. */
  readonly beginnings: readonly (readonly Piece[])[];
  /** Tokens of the word tokenizer that are not white space; undefined where it is not among the encodings. */
  readonly words: number | undefined;
}

/** Pieces of the beginning that are kept: more than a line holds. */
const BEGINNING = 200;

/** @param own tokenizers beside the encodings, as the last */
export async function compareText(
  { text, bytes }: WholeText,
  { encoding: names, special }: CompareOptions,
  own: readonly TextTokenizer[],
  terminal: Terminal,
): Promise<ComparedText> {
  const chars = countCodePoints(text);
  const encodings: ComparedEncoding[] = [];
  const beginnings: Piece[][] = [];
  let words: number | undefined;
  const add = (encoding: string, { vocabSize, tokens, beginning }: Encoded): void => {
    const [charsPerToken, bytesPerToken] = [chars / tokens, bytes / tokens];
    const difference = tokens - (encodings[0]?.tokens ?? tokens);
    encodings.push({ encoding, vocabSize, tokens, charsPerToken, bytesPerToken, difference });
    beginnings.push(beginning);
  };
  for (const name of names) {
    if (name === WORDS) {
      const encoded = await encodeWords(text);
      words = encoded.words;
      add(name, encoded);
    } else
      add(name, await encodePairs(text, bpeTextTokenizer(await getEncoding(name as EncodingName)), special, terminal));
  }
  for (const one of own) add(one.name, await encodePairs(text, one, special, terminal));
  return { chars, bytes, encodings, beginnings, words };
}

interface Encoded {
  readonly vocabSize: number;
  readonly tokens: number;
  readonly beginning: Piece[];
}

async function encodePairs(
  text: string,
  tokenizer: TextTokenizer,
  special: CompareOptions["special"],
  terminal: Terminal,
): Promise<Encoded> {
  const rules = specialRules(special);
  const ids = await encodeText(text, tokenizer, rules, terminal);
  // Only a part, because some tokenizers go through everything they are given. A line holds less.
  const part = text.slice(0, 20 * BEGINNING);
  const beginning: Piece[] = [];
  for (const piece of tokenizer.pieces(part, tokenizer.encode(part, rules), rules))
    if (beginning.push(piece) === BEGINNING) break;
  return { vocabSize: tokenizer.vocabSize, tokens: ids.length, beginning };
}

async function encodeWords(text: string): Promise<Encoded & { readonly words: number }> {
  const { SimpleTokenizer } = await import("@windrow/tokenizer-simple");
  const tokenizer = new SimpleTokenizer(text);
  const ids = tokenizer.encode(text);
  const first = tokenizer.tokenize(text.slice(0, 20 * BEGINNING)).slice(0, BEGINNING);
  const specials = new Set([tokenizer.unkToken, tokenizer.eotToken]);
  const beginning = first.map((word, i) => ({ text: word, ids: [ids[i]!], isSpecial: specials.has(ids[i]!) }));
  // The same tokenizer without white space has those of its tokens that it does not drop.
  const dropping = SimpleTokenizer.fromVocab(tokenizer.vocab, { whitespace: "drop" });
  const isWord = tokenizer.vocab.map((token) => dropping.tokenize(token).length > 0);
  const words = ids.reduce((sum, id) => sum + Number(isWord[id]!), 0);
  return { vocabSize: tokenizer.vocabSize, tokens: ids.length, beginning, words };
}
