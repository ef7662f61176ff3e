/**
 * Byte pair encoding as bpe_model.cc of sentencepiece 0.2 has it. Two neighbours that form a piece
 * are merged, those with the best score first, the leftmost of equal ones; a user-defined symbol is whole from the beginning, and is never merged.
 *
 * A pair is looked up by the numbers of its parts: ids, and numbers behind those for characters that are not pieces
 * themselves but begin or end one. As with other models, text is cut first where it is certain that nothing joins.
 */
import { UNUSED } from "../../sentence-piece/model-file.ts";
import type { Pieces } from "../../sentence-piece/pieces.ts";
import type { UnitTrie } from "../../sentence-piece/unit-trie.ts";
import { CertainBoundaries } from "../certain-boundaries.ts";
import { KnownCharacters, NO_ID } from "../known-characters.ts";
import { MergeTable } from "../merge-table.ts";
import { type NoteMerge, Symbols } from "../symbols.ts";
import { neighbours } from "./neighbours.ts";
import type { Cutter, CutText } from "./sentence-piece-model.ts";

/** What is merged with nothing. */
const ALONE = -1;

/** Two neighbours that form a piece. */
type Parts = readonly [left: string, right: string];

/** @param userDefined their trie */
export function bpeCutter(pieces: Pieces, userDefined: UnitTrie | undefined): Cutter {
  let made: Bpe | undefined;
  const bpe = (): Bpe => (made ??= new Bpe(pieces, userDefined));
  return {
    cut: (text) => bpe().cut(text),
    get parts() {
      return bpe().boundaries;
    },
  };
}

class Bpe {
  /** Where a text may be cut first; undefined where it may not, or that is not worth it. */
  readonly boundaries: CertainBoundaries | undefined;
  readonly #pieces: Pieces;
  readonly #hasUnused: boolean;
  readonly #userDefined: UnitTrie | undefined;
  /** The characters that may be a part of a pair. */
  readonly #characters: KnownCharacters;
  /** By number: the text, and its id as a token. */
  readonly #texts: readonly string[];
  readonly #tokens: Int32Array;
  readonly #merges: MergeTable;
  readonly #symbols = new Symbols();

  constructor(pieces: Pieces, userDefined: UnitTrie | undefined) {
    this.#pieces = pieces;
    this.#hasUnused = pieces.hasUnused;
    this.#userDefined = userDefined;
    const { texts } = pieces.file;
    const { numbers, pairs } = pairsOf(pieces);
    this.#characters = new KnownCharacters(numbers);
    this.#texts = [...texts, ...Array.from(numbers.keys()).slice(pieces.inTexts.size)];
    this.#tokens = Int32Array.from(this.#texts, (text) => pieces.idOf(text) ?? pieces.unkId);
    const ranks = ranksOf(pieces.file.scores);
    this.#merges = new MergeTable(pairs.length);
    for (const [left, right] of pairs) {
      const id = pieces.inTexts.get(left + right)!;
      this.#merges.add(numbers.get(left)!, numbers.get(right)!, ranks[id]!, id, true);
    }
    // How an unused piece is taken apart may depend on what is elsewhere.
    if (!this.#hasUnused) this.boundaries = boundariesOf(pieces, numbers, pairs);
  }

  cut(text: string): CutText {
    const ids: number[] = [];
    const ends: number[] = [];
    const unused = this.#hasUnused ? new Map<string, Parts>() : undefined;
    const symbols = this.#symbols;
    for (let at = 0; at < text.length;) {
      const end = this.boundaries?.next(text, at, text.length) ?? text.length;
      symbols.clear();
      this.#addCharacters(text, at, end);
      symbols.merge(this.#merges, unused && this.#noteUnused(unused));
      for (let i = 0, start = at; i < symbols.count; i++) {
        const next = at + symbols.ends[i]!;
        const token = symbols.ids[i]! < 0 ? this.#tokenOf(text.slice(start, next)) : this.#tokens[symbols.ids[i]!]!;
        if (unused !== undefined && this.#pieces.isOfType(token, UNUSED))
          this.#takeApart(text.slice(start, next), start, unused, ids, ends);
        else {
          ids.push(token);
          ends.push(next);
        }
        start = next;
      }
      at = end;
    }
    return { ids, ends };
  }

  #addCharacters(text: string, start: number, textEnd: number): void {
    const { ids } = this.#characters;
    for (let at = start; at < textEnd;) {
      let end = this.#userDefined?.longestEnd(text, at) ?? at;
      let symbol = ALONE;
      if (end === at) {
        const point = text.codePointAt(at)!;
        end += point > 0xffff ? 2 : 1;
        symbol = ids[this.#characters.numberOf(point)]!;
        if (symbol === NO_ID) symbol = ALONE;
      }
      this.#symbols.add(symbol, end - at);
      at = end;
    }
  }

  #tokenOf(text: string): number {
    return this.#pieces.idOf(text) ?? this.#pieces.unkId;
  }

  #takeApart(text: string, start: number, unused: ReadonlyMap<string, Parts>, ids: number[], ends: number[]): void {
    const open = [text];
    let end = start;
    for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
      const id = this.#tokenOf(piece);
      const parts = this.#pieces.isOfType(id, UNUSED) ? unused.get(piece) : undefined;
      if (parts !== undefined) open.push(parts[1], parts[0]);
      else {
        ids.push(id);
        ends.push((end += piece.length));
      }
    }
  }

  /** As in the library, an unused piece is taken apart in the way in which it could have been made last, wherever it is. */
  #noteUnused(unused: Map<string, Parts>): NoteMerge {
    const texts = this.#texts;
    return (left, right, id) => {
      if (this.#pieces.isOfType(id, UNUSED)) unused.set(texts[id]!, [texts[left]!, texts[right]!]);
    };
  }
}

/** All that forms pieces, and the numbers of what that is: pieces first, in their order, then other characters. */
function pairsOf({ file, inTexts }: Pieces): { readonly numbers: Map<string, number>; readonly pairs: Parts[] } {
  const numbers = new Map(inTexts);
  let next = file.texts.length;
  const isNumbered = (part: string): boolean => {
    if (numbers.has(part)) return true;
    if (isCharacter(part)) numbers.set(part, next++);
    return isCharacter(part);
  };
  const pairs: Parts[] = [];
  // A piece may be as long as the file: only where there are parts of both lengths is it cut.
  const lengths = new Set([1, 2, ...file.texts.map(({ length }) => length)]);
  for (const [text] of inTexts) {
    for (const at of lengths) {
      if (!lengths.has(text.length - at)) continue;
      const parts: Parts = [text.slice(0, at), text.slice(at)];
      if (isNumbered(parts[0]) && isNumbered(parts[1])) pairs.push(parts);
    }
  }
  return { numbers, pairs };
}

/** 0 for the best score, 1 for the next one, and so on. */
function ranksOf(scores: Float32Array): Int32Array {
  const ranks = new Map<number, number>();
  for (const score of scores.toSorted().toReversed()) if (!ranks.has(score)) ranks.set(score, ranks.size);
  return Int32Array.from(scores, (score) => ranks.get(score)!);
}

/**
 * Bytes are tokens of their own, whatever is beside them. Without, runs of unknown characters are one token: only beside
 * those that are not unknown is anything certain.
 */
function boundariesOf(
  { byteIds, inTexts, reserved, userDefined }: Pieces,
  numbers: ReadonlyMap<string, number>,
  pairs: readonly Parts[],
): CertainBoundaries | undefined {
  const areApart = byteIds !== undefined;
  const known = areApart
    ? [...numbers, ...userDefined.flatMap((text) => Array.from(text, (one) => [one, numbers.size] as const))]
    : [...inTexts].filter(([text]) => !reserved.has(text));
  const joined = [...pairs, ...userDefined.flatMap(neighbours)];
  const boundaries = new CertainBoundaries(new KnownCharacters(new Map(known)), joined, areApart);
  return boundaries.areMany ? boundaries : undefined;
}

function isCharacter(text: string): boolean {
  return text.length === 1
    ? (text.charCodeAt(0) & 0xf800) !== 0xd800
    : text.length === 2 && text.codePointAt(0)! > 0xffff;
}
