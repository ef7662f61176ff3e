/** Models of whole words and of characters: word_model.cc and char_model.cc of sentencepiece 0.2. */
import { type Pieces, SPACE_SYMBOL } from "../../sentence-piece/pieces.ts";
import type { UnitTrie } from "../../sentence-piece/unit-trie.ts";
import type { CutText, Cutter } from "./sentence-piece-model.ts";

/** A word begins with each symbol of a space. */
export function wordCutter(pieces: Pieces): Cutter {
  return cutter(pieces, (text, at) => {
    const next = text.indexOf(SPACE_SYMBOL, at + 1);
    return next < 0 ? text.length : next;
  });
}

/** Characters, and user-defined symbols. */
export function characterCutter(pieces: Pieces, userDefined: UnitTrie | undefined): Cutter {
  return cutter(pieces, (text, at) => {
    const end = userDefined?.longestEnd(text, at) ?? at;
    return end > at ? end : at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
  });
}

function cutter(pieces: Pieces, endOf: (text: string, start: number) => number): Cutter {
  const cut = (text: string): CutText => {
    const ids: number[] = [];
    const ends: number[] = [];
    for (let at = 0; at < text.length;) {
      const end = endOf(text, at);
      ids.push(pieces.idOf(text.slice(at, end)) ?? pieces.unkId);
      ends.push((at = end));
    }
    return { ids, ends };
  };
  return { cut };
}
