/** Words that were encoded before, with their ids: one that is known is found without a string being made of it. Hot. */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { WordTable } from "./table-of-words.ts";

export class KnownWords {
  readonly #idsOf: (word: string) => readonly number[];
  readonly #words = new WordTable();

  /** @param idsOf encodes a word that is not known */
  constructor(idsOf: (word: string) => readonly number[]) {
    this.#idsOf = idsOf;
  }

  /** Memory of the tables, in bytes. */
  get bytes(): number {
    return this.#words.bytes;
  }

  /**
   * Appends the ids of a word, or only counts them.
   * @param hash of its units
   * @returns how many ids
   */
  encode(text: string, start: number, end: number, hash: number, out: IdBuffer | undefined): number {
    const words = this.#words;
    const word = words.find(text, start, end, hash);
    if (word < 0) return this.#encodeNew(text.slice(start, end), hash, out);
    const from = words.idStarts[word]!;
    const count = words.idStarts[word + 1]! - from;
    if (out !== undefined) {
      out.reserve(count);
      const { ids, length } = out;
      for (let i = 0; i < count; i++) ids[length + i] = words.ids[from + i]!;
      out.length = length + count;
    }
    return count;
  }

  #encodeNew(word: string, hash: number, out: IdBuffer | undefined): number {
    const ids = this.#idsOf(word);
    if (out !== undefined) for (const id of ids) out.push(id);
    this.#words.keep(word, hash, ids);
    return ids.length;
  }
}
