/** One text in several encodings. */
import { getEncoding, type EncodingName } from "@windrow/tokenizer-bpe";
import { WORDS, type CompareOptions } from "../commands/compare.ts";
import type { WholeText } from "../read/inputs.ts";
import type { Terminal } from "../terminal.ts";
import { encodeText } from "../tokens/encode-text.ts";
import { piecesOf, type Piece } from "../tokens/pieces.ts";
import { specialRules } from "../tokens/special-option.ts";

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
}

/** Pieces of the beginning that are kept: more than a line holds. */
const BEGINNING = 200;

export async function compareText(
  { text, bytes }: WholeText,
  { encoding: names, special }: CompareOptions,
  terminal: Terminal,
): Promise<ComparedText> {
  let chars = 0;
  for (const _ of text) chars++;
  const encodings: ComparedEncoding[] = [];
  const beginnings: Piece[][] = [];
  for (const name of names) {
    const { vocabSize, tokens, beginning } = await (name === WORDS
      ? encodeWords(text)
      : encodePairs(text, name as EncodingName, special, terminal));
    const [charsPerToken, bytesPerToken] = [chars / tokens, bytes / tokens];
    const difference = tokens - (encodings[0]?.tokens ?? tokens);
    encodings.push({ encoding: name, vocabSize, tokens, charsPerToken, bytesPerToken, difference });
    beginnings.push(beginning);
  }
  return { chars, bytes, encodings, beginnings };
}

interface Encoded {
  readonly vocabSize: number;
  readonly tokens: number;
  readonly beginning: Piece[];
}

async function encodePairs(
  text: string,
  name: EncodingName,
  special: CompareOptions["special"],
  terminal: Terminal,
): Promise<Encoded> {
  const tokenizer = await getEncoding(name);
  const ids = await encodeText(text, tokenizer, specialRules(special), terminal);
  const beginning: Piece[] = [];
  for (const piece of piecesOf(text, ids, tokenizer)) if (beginning.push(piece) === BEGINNING) break;
  return { vocabSize: tokenizer.vocabSize, tokens: ids.length, beginning };
}

async function encodeWords(text: string): Promise<Encoded> {
  const { SimpleTokenizer } = await import("@windrow/tokenizer-simple");
  const tokenizer = new SimpleTokenizer(text);
  const ids = tokenizer.encode(text);
  const words = tokenizer.tokenize(text.slice(0, 20 * BEGINNING)).slice(0, BEGINNING);
  const specials = new Set([tokenizer.unkToken, tokenizer.eotToken]);
  const beginning = words.map((word, i) => ({ text: word, ids: [ids[i]!], isSpecial: specials.has(ids[i]!) }));
  return { vocabSize: tokenizer.vocabSize, tokens: ids.length, beginning };
}
