/**
 * Ids of normalized text behind BertPreTokenizer: words are found unit by unit, and looked up among those that were
 * encoded before. Hot.
 *
 * A word's units are hashed as they are read. A known word is an entry in a table with open addressing, its units and ids
 * in two others: no string is made for it, which takes longer than all else. Words of more than 32 units are encoded each
 * time. When one of the tables is full all is forgotten, so that memory is bounded: 4 MB at most.
 */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { kindAt, kindTable, PUNCTUATION_KIND, SPACE_KIND, WORD_KIND } from "../characters/word-kinds.ts";
import type { Model } from "../models/model.ts";
import type { SectionIds } from "./sections.ts";

/** Units of words that are remembered. */
const MAX_UNITS = 32;
/** Places for words, of which half may be taken; what is kept of them has room for so many units and ids. */
const PLACES = 1 << 17;
const ROOM = 1 << 19;
const MAX_WORDS = PLACES / 2;
/** To begin with: most texts have few different words. */
const FIRST_ROOM = 1 << 12;

export function wordSections(model: Model): SectionIds {
  const words = new KnownWords(model);
  return { encode: (section, out, limit) => encodeWords(section, words, out, limit) };
}

function encodeWords(section: string, words: KnownWords, out: IdBuffer | undefined, limit: number): number {
  const kinds = kindTable();
  const { length } = section;
  let count = 0;
  for (let at = 0; at < length && count <= limit;) {
    let unit = section.charCodeAt(at);
    let kind = kinds[unit]! || kindAt(section, at);
    if (kind === SPACE_KIND) {
      at++;
      continue;
    }
    const start = at;
    let hash = 0;
    do {
      hash = Math.imul(hash ^ unit, 0x01000193) ^ (hash >>> 15);
      at++;
      if ((unit & 0xfc00) === 0xd800) {
        hash = Math.imul(hash ^ section.charCodeAt(at), 0x01000193);
        at++;
      }
      if (kind === PUNCTUATION_KIND || at === length) break;
      unit = section.charCodeAt(at);
      kind = kinds[unit]! || kindAt(section, at);
    } while (kind === WORD_KIND);
    count += words.encode(section, start, at, hash, out);
  }
  return count;
}

/** Words with their ids. */
class KnownWords {
  readonly #model: Model;
  /** By place: 1 + the word, or 0 where it is free. Fewer until there are more words. */
  #places = new Int32Array(FIRST_ROOM);
  /** By word: its hash, and where its units and ids begin; those of the next one are where they end. */
  #hashes = new Int32Array(FIRST_ROOM / 2);
  #unitStarts = new Int32Array(FIRST_ROOM / 2 + 1);
  #idStarts = new Int32Array(FIRST_ROOM / 2 + 1);
  #units = new Uint16Array(FIRST_ROOM);
  #ids = new Int32Array(FIRST_ROOM);
  #count = 0;

  constructor(model: Model) {
    this.#model = model;
  }

  /** Appends the ids of a word, or only counts them. @param hash of its units */
  encode(text: string, start: number, end: number, hash: number, out: IdBuffer | undefined): number {
    const word = end - start > MAX_UNITS ? -1 : this.#find(text, start, end, hash);
    if (word < 0) return this.#encodeNew(text.slice(start, end), hash, out);
    const first = this.#idStarts[word]!;
    const last = this.#idStarts[word + 1]!;
    if (out !== undefined) for (let i = first; i < last; i++) out.push(this.#ids[i]!);
    return last - first;
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
    const { ids } = this.#model.encode(word);
    if (out !== undefined) for (const id of ids) out.push(id);
    if (word.length <= MAX_UNITS) this.#keep(word, hash, ids);
    return ids.length;
  }

  #keep(word: string, hash: number, ids: readonly number[]): void {
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
    if (units > this.#units.length) this.#units = grown(this.#units, new Uint16Array(2 * units));
    if (ids > this.#ids.length) this.#ids = grown(this.#ids, new Int32Array(2 * ids));
    const most = this.#hashes.length;
    if (this.#count < most) return;
    this.#hashes = grown(this.#hashes, new Int32Array(2 * most));
    this.#unitStarts = grown(this.#unitStarts, new Int32Array(2 * most + 1));
    this.#idStarts = grown(this.#idStarts, new Int32Array(2 * most + 1));
    this.#places = new Int32Array(4 * most);
    for (let word = 0; word < this.#count; word++) this.#place(word);
  }
}

const placeOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 12;

function grown<T extends Int32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
