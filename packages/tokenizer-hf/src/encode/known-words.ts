/**
 * Words that were encoded before, with their ids. Hot.
 *
 * A word is an entry in a table with open addressing, its units and ids in two others: no string is made for one that is
 * known, which takes longer than all else. Words of more than 32 units are encoded each time. When one of the tables is
 * full all is forgotten, so that memory is bounded: 4.5 MB at most.
 */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { grown } from "./grown.ts";

/** Units of words that are remembered. */
export const MAX_UNITS = 32;
/** Places for words, of which half may be taken; what is kept of them has room for so many units and ids. */
const PLACES = 1 << 17;
const ROOM = 1 << 19;
const MAX_WORDS = PLACES / 2;
/** To begin with: most texts have few different words. */
const FIRST_ROOM = 1 << 12;

/** The hash of units with one more behind them. That of none is 0. */
export function hashed(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 15);
}

/** The hash of the units of a word, as far as it matters. */
export function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  if (end - start <= MAX_UNITS) for (let at = start; at < end; at++) hash = hashed(hash, text.charCodeAt(at));
  return hash;
}

export class KnownWords {
  readonly #idsOf: (word: string) => readonly number[];
  /** By place: 1 + the word, or 0 where it is free. Fewer until there are more words. */
  #places = new Int32Array(FIRST_ROOM);
  /** By word: its hash, and where its units and ids begin; those of the next one are where they end. */
  #hashes = new Int32Array(FIRST_ROOM / 2);
  #unitStarts = new Int32Array(FIRST_ROOM / 2 + 1);
  #idStarts = new Int32Array(FIRST_ROOM / 2 + 1);
  #units = new Uint16Array(FIRST_ROOM);
  #ids = new Int32Array(FIRST_ROOM);
  #count = 0;

  /** @param idsOf encodes a word that is not known */
  constructor(idsOf: (word: string) => readonly number[]) {
    this.#idsOf = idsOf;
  }

  /** Memory of the tables, in bytes. */
  get bytes(): number {
    return [this.#places, this.#hashes, this.#unitStarts, this.#idStarts, this.#units, this.#ids].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
  }

  /**
   * Appends the ids of a word, or only counts them.
   * @param hash of its units
   * @returns how many ids
   */
  encode(text: string, start: number, end: number, hash: number, out: IdBuffer | undefined): number {
    const word = end - start > MAX_UNITS ? -1 : this.#find(text, start, end, hash);
    if (word < 0) return this.#encodeNew(text.slice(start, end), hash, out);
    const first = this.#idStarts[word]!;
    const count = this.#idStarts[word + 1]! - first;
    if (out !== undefined) {
      out.reserve(count);
      const { ids, length } = out;
      for (let i = 0; i < count; i++) ids[length + i] = this.#ids[first + i]!;
      out.length = length + count;
    }
    return count;
  }

  #find(text: string, start: number, end: number, hash: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    for (let place = placeOf(hash) & mask; places[place] !== 0; place = (place + 1) & mask) {
      const word = places[place]! - 1;
      if (this.#hashes[word] === hash && this.#isWord(word, text, start, end)) return word;
    }
    return -1;
  }

  #isWord(word: number, text: string, start: number, end: number): boolean {
    const units = this.#units;
    let at = this.#unitStarts[word]!;
    if (this.#unitStarts[word + 1]! - at !== end - start) return false;
    for (let i = start; i < end; i++) if (units[at++] !== text.charCodeAt(i)) return false;
    return true;
  }

  #encodeNew(word: string, hash: number, out: IdBuffer | undefined): number {
    const ids = this.#idsOf(word);
    if (out !== undefined) for (const id of ids) out.push(id);
    if (word.length <= MAX_UNITS) this.#keep(word, hash, ids);
    return ids.length;
  }

  #keep(word: string, hash: number, ids: readonly number[]): void {
    // What is put around a word may be long: a normalizer's content, for one.
    if (ids.length > ROOM) return;
    let unit = this.#unitStarts[this.#count]!;
    let id = this.#idStarts[this.#count]!;
    if (this.#count >= MAX_WORDS || unit + word.length > ROOM || id + ids.length > ROOM) {
      this.#places.fill(0);
      this.#count = unit = id = 0;
    }
    this.#grow(unit + word.length, id + ids.length);
    for (let i = 0; i < word.length; i++) this.#units[unit++] = word.charCodeAt(i);
    for (const one of ids) this.#ids[id++] = one;
    this.#hashes[this.#count] = hash;
    this.#place(this.#count++);
    this.#unitStarts[this.#count] = unit;
    this.#idStarts[this.#count] = id;
  }

  #place(word: number): void {
    const mask = this.#places.length - 1;
    let place = placeOf(this.#hashes[word]!) & mask;
    while (this.#places[place] !== 0) place = (place + 1) & mask;
    this.#places[place] = word + 1;
  }

  /** Makes room for one more word, with all units and ids there are then. */
  #grow(units: number, ids: number): void {
    if (units > this.#units.length) this.#units = grown(this.#units, roomFor(units));
    if (ids > this.#ids.length) this.#ids = grown(this.#ids, roomFor(ids));
    const most = this.#hashes.length;
    if (this.#count < most) return;
    this.#hashes = grown(this.#hashes, 2 * most);
    this.#unitStarts = grown(this.#unitStarts, 2 * most + 1);
    this.#idStarts = grown(this.#idStarts, 2 * most + 1);
    this.#places = new Int32Array(4 * most);
    for (let word = 0; word < this.#count; word++) this.#place(word);
  }
}

const placeOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 12;

const roomFor = (needed: number): number => Math.min(ROOM, 2 * needed);
