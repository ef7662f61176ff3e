/**
 * Ids of normalized text piece by piece, and a piece part by part where the model says that it may be cut: for what the
 * engine of tokenizer-bpe can't do. Pieces are spans of the text where the pre-tokenizer is so kind, else texts of their
 * own.
 */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { AlignedText } from "../aligned/aligned-text.ts";
import type { Model } from "../models/model.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { hashOf, KnownWords } from "./known-words.ts";
import type { SectionIds } from "./sections.ts";

export function pieceSections(preTokenizer: PreTokenizer | undefined, model: Model): SectionIds {
  const pieces = new Pieces(model);
  if (preTokenizer === undefined)
    return { encode: (section, out, limit) => pieces.encode(section, 0, section.length, out, limit) };
  const { ends } = preTokenizer;
  if (ends !== undefined && preTokenizer.writesBytes !== true)
    return { encode: (section, out, limit) => encodeSpans(section, ends(section), pieces, out, limit) };
  return {
    encode(section, out, limit) {
      let count = 0;
      for (const { text } of preTokenizer.split(AlignedText.of(section))) {
        count += pieces.encode(text, 0, text.length, out, limit - count);
        if (count > limit) break;
      }
      return count;
    },
  };
}

function encodeSpans(
  section: string,
  ends: Iterable<number>,
  pieces: Pieces,
  out: IdBuffer | undefined,
  limit: number,
): number {
  let start = 0;
  let count = 0;
  for (const end of ends) {
    count += pieces.encode(section, start, end, out, limit - count);
    if (count > limit) break;
    start = end;
  }
  return count;
}

/** Pieces, or parts of them, that were encoded before. */
class Pieces {
  readonly #model: Model;
  readonly #words: KnownWords;

  constructor(model: Model) {
    this.#model = model;
    this.#words = new KnownWords((piece) => model.encode(piece).ids);
  }

  /** Stops after the part with which there are more than `limit`. @returns how many ids */
  encode(text: string, start: number, end: number, out: IdBuffer | undefined, limit: number): number {
    const words = this.#words;
    const { parts } = this.#model;
    if (parts === undefined) return words.encode(text, start, end, hashOf(text, start, end), out);
    let count = 0;
    for (let at = start; at < end && count <= limit;) {
      const next = parts.next(text, at, end);
      count += words.encode(text, at, next, parts.hash, out);
      at = next;
    }
    return count;
  }
}
