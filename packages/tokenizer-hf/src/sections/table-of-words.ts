/**
 * Words with their ids, in tables with open addressing. Hot.
 *
 * A word is an entry in a table, its units and ids in two others: no string is made for one that is known, which takes
 * longer than all else. Words of more than 32 units are not kept. When one of the tables is full all is forgotten, so that
 * memory is bounded: 4.5 MB at most.
 */
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

export class WordTable {
  /** Ids of all words. */
  ids: Int32Array = new Int32Array(FIRST_ROOM);
  /** By word: where its ids begin; those of the next one are where they end. */
  idStarts: Int32Array = new Int32Array(FIRST_ROOM / 2 + 1);
  /** By place: 1 + the word, or 0 where it is free. Fewer until there are more words. */
  #places = new Int32Array(FIRST_ROOM);
  /** By word: its hash, and where its units begin. */
  #hashes = new Int32Array(FIRST_ROOM / 2);
  #unitStarts = new Int32Array(FIRST_ROOM / 2 + 1);
  #units = new Uint16Array(FIRST_ROOM);
  #count = 0;

  /** Memory of the tables, in bytes. */
  get bytes(): number {
    return [this.#places, this.#hashes, this.#unitStarts, this.idStarts, this.#units, this.ids].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
  }

  /** The number of a part of a text; -1 where it is not kept. @param hash of its units */
  find(text: string, start: number, end: number, hash: number): number {
    if (end - start > MAX_UNITS) return -1;
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

  /** @returns its number, or -1 where it is too long to be kept */
  keep(word: string, hash: number, ids: ArrayLike<number>): number {
    // What is put around a word may be long: a normalizer's content, for one.
    if (word.length > MAX_UNITS || ids.length > ROOM) return -1;
    let unit = this.#unitStarts[this.#count]!;
    let id = this.idStarts[this.#count]!;
    if (this.#count >= MAX_WORDS || unit + word.length > ROOM || id + ids.length > ROOM) {
      this.#places.fill(0);
      this.#count = unit = id = 0;
    }
    this.#grow(unit + word.length, id + ids.length);
    for (let i = 0; i < word.length; i++) this.#units[unit++] = word.charCodeAt(i);
    for (let i = 0; i < ids.length; i++) this.ids[id++] = ids[i]!;
    this.#hashes[this.#count] = hash;
    this.#place(this.#count++);
    this.#unitStarts[this.#count] = unit;
    this.idStarts[this.#count] = id;
    return this.#count - 1;
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
    if (ids > this.ids.length) this.ids = grown(this.ids, roomFor(ids));
    const most = this.#hashes.length;
    if (this.#count < most) return;
    this.#hashes = grown(this.#hashes, 2 * most);
    this.#unitStarts = grown(this.#unitStarts, 2 * most + 1);
    this.idStarts = grown(this.idStarts, 2 * most + 1);
    this.#places = new Int32Array(4 * most);
    for (let word = 0; word < this.#count; word++) this.#place(word);
  }
}

const placeOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 12;

const roomFor = (needed: number): number => Math.min(ROOM, 2 * needed);
