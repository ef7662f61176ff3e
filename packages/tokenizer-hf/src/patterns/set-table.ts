/** Sets of code points that are asked for one code point at a time. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";

/** Code points of the table: all of the basic plane for sets of many runs, else Latin-1. */
const PLANE = 0x10000;
const LATIN = 0x100;
/** Runs up to which what is beyond Latin-1 is searched for. */
const FEW_RUNS = 8;

export class SetTable {
  readonly #set: CodePointSet;
  readonly #bits: Uint32Array;

  constructor(set: CodePointSet) {
    this.#set = set;
    const size = set.length / 2 > FEW_RUNS ? PLANE : LATIN;
    this.#bits = new Uint32Array(size / 32);
    for (let i = 0; i < set.length && set[i]! < size; i += 2) {
      const last = Math.min(set[i + 1]!, size - 1);
      for (let code = set[i]!; code <= last; code++) this.#bits[code >> 5]! |= 1 << (code & 31);
    }
  }

  has(code: number): boolean {
    const word = this.#bits[code >> 5];
    return word === undefined ? this.#search(code) : ((word >>> (code & 31)) & 1) === 1;
  }

  #search(code: number): boolean {
    const set = this.#set;
    let low = 0;
    let high = set.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (set[middle]! < code) low = middle + 1;
      else high = middle;
    }
    // On an end of a run, or within one.
    return low % 2 === 1 || set[low] === code;
  }
}
