/**
 * Ids of normalized text piece by piece, and a piece part by part where the model says that it may be cut: for what the
 * engine of tokenizer-bpe can't do. Pieces are spans of the text where the pre-tokenizer is so kind, else texts of their
 * own.
 */
import { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { AlignedText } from "../aligned/aligned-text.ts";
import type { Model, PieceParts } from "../models/model.ts";
import type { LastUnitChange } from "../normalizers/last-unit-change.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import { PreTokenizerSequence } from "../pre-tokenizers/sequence.ts";
import { Split } from "../pre-tokenizers/split.ts";
import { KnownWords } from "../sections/known-words.ts";
import type { SectionIds } from "../sections/sections.ts";
import { hashOf, MAX_UNITS } from "../sections/table-of-words.ts";
import { chunkSections } from "./chunk-sections.ts";

type Encode = SectionIds["encode"];

/**
 * @param preTokenizer one that does not look for the start of the text
 * @param last the step of the normalizer that sections are still to go through
 */
export function pieceSections(
  preTokenizer: PreTokenizer | undefined,
  model: Model,
  last: LastUnitChange | undefined,
): SectionIds {
  if (last === undefined) return { encode: normalizedPieces(preTokenizer, model) };
  const { step, change } = last;
  let encode: Encode | undefined;
  const made = (): Encode => {
    const parts = neverSplits(preTokenizer, last) ? model.parts?.changedBy(change) : undefined;
    if (parts !== undefined) return wholePieces(new Pieces((piece) => model.encode(step.normalize(piece)).ids, parts));
    const normalized = normalizedPieces(preTokenizer, model);
    return (section, out, limit) => normalized(step.normalize(section), out, limit);
  };
  return { encode: (section, out, limit) => (encode ??= made())(section, out, limit) };
}

/** Whether a pre-tokenizer looks for what is not there any more behind the step. */
function neverSplits(preTokenizer: PreTokenizer | undefined, { change }: LastUnitChange): boolean {
  if (preTokenizer === undefined) return true;
  if (!(preTokenizer instanceof Split) || preTokenizer.isInverted) return false;
  return preTokenizer.pattern.literal?.includes(String.fromCharCode(change.from)) === true;
}

function normalizedPieces(preTokenizer: PreTokenizer | undefined, model: Model): Encode {
  let encode: Encode | undefined;
  const made = (): Encode => {
    const split = splitPieces(preTokenizer, new Pieces((piece) => model.encode(piece).ids, model.parts));
    return (preTokenizer && chunked(preTokenizer, split)) ?? split;
  };
  return (section, out, limit) => (encode ??= made())(section, out, limit);
}

/** Step by step; what is known of the first one's pieces need not go through the others. */
function splitPieces(preTokenizer: PreTokenizer | undefined, pieces: Pieces): Encode {
  if (preTokenizer === undefined) return wholePieces(pieces);
  const [first, ...others] = preTokenizer instanceof PreTokenizerSequence ? preTokenizer.steps : [preTokenizer];
  if (!(first instanceof Split)) return textPieces(preTokenizer, pieces);
  if (others.length === 0) return spanPieces(first, pieces);
  const rest = splitPieces(new PreTokenizerSequence(others), pieces);
  return spanPieces(first, new Pieces(idsBy(rest), undefined));
}

/** Pieces that may be changed, as texts of their own. */
function textPieces(preTokenizer: PreTokenizer, pieces: Pieces): Encode {
  return (section, out, limit) => {
    let count = 0;
    for (const { text } of preTokenizer.split(AlignedText.of(section))) {
      count += pieces.encode(text, 0, text.length, out, limit - count);
      if (count > limit) break;
    }
    return count;
  };
}

function spanPieces(split: Split, pieces: Pieces): Encode {
  return (section, out, limit) => {
    let count = 0;
    for (const [start, end] of split.spans(section)) {
      count += pieces.encode(section, start, end, out, limit - count);
      if (count > limit) break;
    }
    return count;
  };
}

function wholePieces(pieces: Pieces): Encode {
  return (section, out, limit) => pieces.encode(section, 0, section.length, out, limit);
}

function idsBy(encode: Encode): (text: string) => number[] {
  return (text) => {
    const ids = new IdBuffer(MAX_UNITS);
    encode(text, ids, Infinity);
    return Array.from(ids.ids.subarray(0, ids.length));
  };
}

/** Chunks that a pre-tokenizer can be given alone; undefined where it can't. */
function chunked({ separators }: PreTokenizer, split: Encode): Encode | undefined {
  const between = separators?.();
  return between === undefined || between.length === 0 ? undefined : chunkSections(between, split, idsBy(split));
}

/** Pieces, or parts of them, of which some were encoded before. */
class Pieces {
  readonly #words: KnownWords;
  readonly #parts: PieceParts | undefined;

  constructor(idsOf: (piece: string) => readonly number[], parts: PieceParts | undefined) {
    this.#words = new KnownWords(idsOf);
    this.#parts = parts;
  }

  /** Stops after the part with which there are more than `limit`. @returns how many ids */
  encode(text: string, start: number, end: number, out: IdBuffer | undefined, limit: number): number {
    const words = this.#words;
    const parts = this.#parts;
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
