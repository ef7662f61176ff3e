/**
 * A text in chunks of at most so many tokens, each counted as it would be encoded alone. Chunks begin and end between
 * characters as a person sees them; only a character that is larger than a chunk is cut, between its code points. In
 * memory are a chunk and what is read ahead of it. Where chunks are cut depends on the text alone, not on how it comes.
 */
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import { quoted } from "@windrow/core";
import { CliError } from "../cli-error.ts";
import type { TextChunk } from "../read/read-utf8-chunks.ts";
import { countCodePoints } from "../show/count-code-points.ts";
import { codePointStart, firstTokens, lastTokens, type TextPart } from "../tokens/part-of-text.ts";
import type { TextTokenizer } from "../tokens/text-tokenizer.ts";

/** A chunk of a text. */
export interface SplitChunk {
  /** From 0. */
  readonly index: number;
  readonly text: string;
  /** Tokens of the chunk alone. */
  readonly tokens: number;
  /** Code points of the text before the chunk, and before its end: as Python's slices count. */
  readonly start: number;
  readonly end: number;
}

/** How a text is split. */
export interface SplitSizes {
  /** At least 1. */
  readonly maxTokens: number;
  /** Tokens at the end of a chunk that the next one begins with; less than `maxTokens`. */
  readonly overlap: number;
}

/** Units of the text that a token has at first sight; what is read ahead grows where that is not enough. */
const UNITS_PER_TOKEN = 8;
const MIN_UNITS = 1024;

/** @throws CliError where a code point alone has more tokens than a chunk; what `texts` throws */
export async function* splitText(
  texts: AsyncIterable<TextChunk>,
  { maxTokens, overlap }: SplitSizes,
  tokenizer: TextTokenizer,
  rules: EncodeOptions,
): AsyncGenerator<SplitChunk> {
  const source = new TextAhead(texts);
  /** The first tokens of the text from a place on. */
  const chunkAt = async (from: number): Promise<TextPart> => {
    for (let units = Math.max(MIN_UNITS, UNITS_PER_TOKEN * maxTokens); ; units *= 2) {
      const { text, isRest } = await source.window(from, units);
      const part = firstTokens(text, maxTokens, tokenizer, rules);
      if (part.text.length < text.length || isRest) return part.text === "" ? cutCharacter(text) : part;
    }
  };
  const cutCharacter = (text: string): TextPart => {
    const part = firstTokens(text, maxTokens, tokenizer, rules, codePointStart);
    if (part.text !== "" || text === "") return part;
    const character = String.fromCodePoint(text.codePointAt(0)!);
    const needed = tokenizer.encode(character, rules).length;
    throw new CliError(
      `The character ${quoted(character)} has ${needed} tokens, and a chunk at most ${maxTokens}: give --tokens ${needed} or more.`,
    );
  };
  /** The chunk after one, and where it begins within that: the overlap is shorter where the chunk would not get any further. */
  const chunkAfter = async ({ text }: TextPart): Promise<{ part: TextPart; from: number }> => {
    for (let most = overlap; ;) {
      const repeated = lastTokens(text, most, tokenizer, rules);
      const from = text.length - repeated.text.length;
      const part = await chunkAt(from);
      if (from + part.text.length > text.length || repeated.text === "") return { part, from };
      most = Math.min(most, repeated.tokens) - 1;
    }
  };
  let start = 0;
  let part = await chunkAt(0);
  for (let index = 0; part.text !== ""; index++) {
    yield { index, ...part, start, end: start + countCodePoints(part.text) };
    if (await source.endsAt(part.text.length)) return;
    const next = await chunkAfter(part);
    start += countCodePoints(part.text.slice(0, next.from));
    source.drop(next.from);
    part = next.part;
  }
}

/** The text from a place on, read as far as it is asked for. */
class TextAhead {
  readonly #texts: AsyncIterator<TextChunk>;
  #text = "";
  #isEnd = false;

  constructor(texts: AsyncIterable<TextChunk>) {
    this.#texts = texts[Symbol.asyncIterator]();
  }

  /** @returns up to `units` of the text, no pair of surrogates cut, and whether that is all that is left */
  async window(from: number, units: number): Promise<{ text: string; isRest: boolean }> {
    await this.#read(from + units + 1);
    const end = from + units;
    if (end >= this.#text.length) return { text: this.#text.slice(from), isRest: this.#isEnd };
    return { text: this.#text.slice(from, codePointStart(this.#text, end)), isRest: false };
  }

  async endsAt(place: number): Promise<boolean> {
    await this.#read(place + 1);
    return place >= this.#text.length;
  }

  /** Places count from here on. */
  drop(units: number): void {
    this.#text = this.#text.slice(units);
  }

  async #read(units: number): Promise<void> {
    while (!this.#isEnd && this.#text.length < units) {
      const { done, value } = await this.#texts.next();
      if (done) this.#isEnd = true;
      else this.#text += value.text;
    }
  }
}
