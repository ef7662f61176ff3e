/**
 * What all kinds of SentencePiece models have in common: a normalized text is cut into pieces, and those that are unknown
 * become their bytes, or one token for each run of them. Follows SentencePieceProcessor::PopulateSentencePieceText of
 * sentencepiece 0.2.
 */
import { utf8Length } from "../../characters/utf8-places.ts";
import type { SectionIds } from "../../sections/sections.ts";
import type { Pieces } from "../../sentence-piece/pieces.ts";
import type { ListedModel, PieceParts, PieceTokens } from "../model.ts";

/** A text in pieces. Arrays of one length. */
export interface CutText {
  readonly ids: readonly number[];
  /** Where each ends, in UTF-16 units; the last where the text does. */
  readonly ends: readonly number[];
}

/** How a kind of model cuts texts. */
export interface Cutter {
  /** @param text not empty */
  cut(text: string): CutText;
  /** As the model's. */
  readonly parts?: PieceParts | undefined;
  readonly sections?: (() => SectionIds) | undefined;
}

const utf8 = new TextEncoder();

export class SentencePieceModel implements ListedModel {
  readonly #pieces: Pieces;
  readonly #cutter: Cutter;

  constructor(pieces: Pieces, cutter: Cutter) {
    this.#pieces = pieces;
    this.#cutter = cutter;
  }

  get parts(): PieceParts | undefined {
    return this.#cutter.parts;
  }

  get sections(): (() => SectionIds) | undefined {
    return this.#cutter.sections;
  }

  get size(): number {
    return this.#pieces.file.texts.length;
  }

  get largestId(): number {
    return this.size - 1;
  }

  lists(): unknown {
    const { texts, scores, types } = this.#pieces.file;
    return [texts, [...scores], [...types]];
  }

  idOf(token: string): number | undefined {
    return this.#pieces.idOf(token);
  }

  tokenOf(id: number): string | undefined {
    return this.#pieces.file.texts[id];
  }

  encode(text: string): PieceTokens {
    const { unkId, byteIds } = this.#pieces;
    const cut = this.#cutter.cut(text);
    if (!cut.ids.includes(unkId)) return tokensOf(text, cut);
    const ids: number[] = [];
    const ends: number[] = [];
    let start = 0;
    for (const [i, id] of cut.ids.entries()) {
      const end = cut.ends[i]!;
      if (id === unkId && byteIds !== undefined) {
        // The last of them is all of the character, as in the library: those before it have no place.
        for (const byte of utf8.encode(text.slice(start, end))) {
          ids.push(byteIds[byte]!);
          ends.push(start);
        }
        ends[ends.length - 1] = end;
      } else if (id === unkId && ids.at(-1) === unkId) ends[ends.length - 1] = end;
      else {
        ids.push(id);
        ends.push(end);
      }
      start = end;
    }
    return tokensOf(text, { ids, ends });
  }
}

/** Places in UTF-8 are found when they are asked for, which takes longer than all else. */
function tokensOf(text: string, { ids, ends }: CutText): PieceTokens {
  return {
    ids,
    get ends() {
      let unit = 0;
      let byte = 0;
      return ends.map((end) => {
        byte += utf8Length(text.slice(unit, end));
        unit = end;
        return byte;
      });
    },
  };
}
