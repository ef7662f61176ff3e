/**
 * Byte pair encoding as bpe_model.cc of sentencepiece 0.2 has it. Two neighbours that form a piece
 * are merged, those with the best score first, the leftmost of equal ones; a user-defined symbol is whole from the beginning, and is never merged.
 *
 * A pair is looked up by the numbers of its parts: ids, and numbers behind those for characters that are not pieces
 * themselves but begin or end one.
 */
import type { Pieces } from "../../read/sentence-piece/pieces.ts";
import { UNUSED } from "../../read/sentence-piece/model-file.ts";
import { type Merge, mergeSymbols } from "../merge-symbols.ts";
import type { CutText } from "./sentence-piece-model.ts";
import type { UnitTrie } from "./unit-trie.ts";

/** What is merged with nothing. */
const ALONE = -1;

/** The two parts that an unused piece was made of. */
type Parts = readonly [left: string, right: string];

/** @param userDefined their trie */
export function bpeCutter(pieces: Pieces, userDefined: UnitTrie | undefined): (text: string) => CutText {
  let pairs: Pairs | undefined;
  return (text) => {
    pairs ??= new Pairs(pieces);
    const ids: number[] = [];
    const ends: number[] = [];
    for (let at = 0; at < text.length;) {
      const whole = userDefined?.longestEnd(text, at) ?? at;
      const end = whole > at ? whole : at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
      ids.push(whole > at ? ALONE : pairs.symbolOf(text.slice(at, end)));
      ends.push(end);
      at = end;
    }
    return pairs.cut(text, ids, ends);
  };
}

class Pairs {
  readonly #pieces: Pieces;
  /** Numbers of all that may be a part of a pair. */
  readonly #symbols: Map<string, number>;
  readonly #merges = new Map<number, Map<number, Merge>>();
  readonly #hasUnused: boolean;

  constructor(pieces: Pieces) {
    this.#pieces = pieces;
    this.#hasUnused = pieces.hasUnused;
    this.#symbols = new Map(pieces.inTexts);
    const { scores, texts } = pieces.file;
    let next = texts.length;
    const numberOf = (part: string): number | undefined => {
      let number = this.#symbols.get(part);
      if (number === undefined && isCharacter(part)) this.#symbols.set(part, (number = next++));
      return number;
    };
    // A piece may be as long as the file: only where there are parts of both lengths is it cut.
    const lengths = new Set([1, 2, ...texts.map(({ length }) => length)]);
    for (const [text, id] of pieces.inTexts) {
      for (const at of lengths) {
        if (!lengths.has(text.length - at)) continue;
        const left = numberOf(text.slice(0, at));
        const right = left === undefined ? undefined : numberOf(text.slice(at));
        if (left === undefined || right === undefined) continue;
        let rights = this.#merges.get(left);
        if (rights === undefined) this.#merges.set(left, (rights = new Map()));
        rights.set(right, { rank: -scores[id]!, id });
      }
    }
  }

  symbolOf(character: string): number {
    return this.#symbols.get(character) ?? ALONE;
  }

  cut(text: string, symbols: number[], symbolEnds: number[]): CutText {
    const unused = this.#hasUnused ? new Map<string, Parts>() : undefined;
    const find = (left: number, right: number): Merge | undefined => this.#merges.get(left)?.get(right);
    const merged = mergeSymbols({ ids: symbols, ends: symbolEnds }, find, unused && this.#noteUnused(unused));
    const ids: number[] = [];
    const ends: number[] = [];
    let end = 0;
    for (const next of merged.ends) {
      const open = [text.slice(end, next)];
      for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
        const id = this.#pieces.idOf(piece) ?? this.#pieces.unkId;
        const parts = this.#pieces.isOfType(id, UNUSED) ? unused?.get(piece) : undefined;
        if (parts !== undefined) open.push(parts[1], parts[0]);
        else {
          ids.push(id);
          ends.push((end += piece.length));
        }
      }
    }
    return { ids, ends };
  }

  /** As in the library, an unused piece is taken apart in the way in which it could have been made last, wherever it is. */
  #noteUnused(unused: Map<string, Parts>): (merge: Merge, left: number, right: number) => void {
    const { texts } = this.#pieces.file;
    let characters: Map<number, string> | undefined;
    const textOf = (symbol: number): string => {
      if (symbol < texts.length) return texts[symbol]!;
      characters ??= new Map(Array.from(this.#symbols, ([text, number]) => [number, text]));
      return characters.get(symbol)!;
    };
    return ({ id }, left, right) => {
      if (this.#pieces.isOfType(id, UNUSED)) unused.set(texts[id]!, [textOf(left), textOf(right)]);
    };
  }
}

function isCharacter(text: string): boolean {
  return text.length === 1
    ? (text.charCodeAt(0) & 0xf800) !== 0xd800
    : text.length === 2 && text.codePointAt(0)! > 0xffff;
}
