/**
 * Where no merge can join the characters on both sides, whatever stands around: text may be cut there before merging. Hot.
 *
 * A merge joins the last character of one token with the first of another. Between two characters that are tokens, and
 * that no merge joins so, there will always be a boundary; beside other characters, which become bytes or the unknown
 * token, nothing is certain, unless the model says that these are always tokens of their own. Most vocabularies join few characters with the space before a word, so that text falls into
 * words.
 */
import type { UnitChange } from "../normalizers/replace.ts";
import { hashed } from "../sections/table-of-words.ts";
import { type KnownCharacters, PAIR } from "./known-characters.ts";
import type { PieceParts } from "./model.ts";

/** Characters with lower numbers have a table of all pairs. */
const FREQUENT = 256;
/** Numbers of characters are below this; nothing is certain beside others. */
const MAX_NUMBER = 1 << 16;
/** Where this share of all pairs of characters is joined, cutting is not worth looking for it. */
const MAX_SHARE = 1 / 2;

export class CertainBoundaries implements PieceParts {
  /** A hash of the units of the part that was found last, as `hashOf` makes it. */
  hash = 0;
  readonly #characters: KnownCharacters;
  /** What other characters have for a number: one that no pair has, or 0. */
  readonly #other: number;
  #frequent = new Uint8Array(FREQUENT * FREQUENT);
  /** Pairs in open addressing, 0 where a place is free. */
  #pairs: Int32Array;
  /** As the characters have them. */
  #units: Int32Array;
  #count = 0;

  /**
   * @param merges of tokens that are no more than their characters
   * @param areOthersApart whether there is always a boundary beside a character that is not known
   */
  constructor(
    characters: KnownCharacters,
    merges: Iterable<readonly [left: string, right: string]>,
    areOthersApart = false,
  ) {
    this.#characters = characters;
    this.#other = areOthersApart ? characters.count + 1 : 0;
    this.#units = areOthersApart ? characters.units.map((number) => number || this.#other) : characters.units;
    const pairs = new Set<number>();
    for (const [left, right] of merges) {
      const before = characters.numberOf(lastPoint(left));
      const after = characters.numberOf(right.codePointAt(0) ?? -1);
      if (before > 0 && after > 0 && before < MAX_NUMBER && after < MAX_NUMBER) pairs.add((before << 16) | after);
    }
    let places = 16;
    while (places < 2 * pairs.size) places *= 2;
    this.#pairs = new Int32Array(places);
    this.#count = pairs.size;
    for (const pair of pairs) {
      const [before, after] = [pair >>> 16, pair & 0xffff];
      if (before < FREQUENT && after < FREQUENT) this.#frequent[before * FREQUENT + after] = 1;
      let place = placeOf(pair) & (places - 1);
      while (this.#pairs[place] !== 0) place = (place + 1) & (places - 1);
      this.#pairs[place] = pair;
    }
  }

  /** Whether there are enough of them to look for. */
  get areMany(): boolean {
    return this.#count <= MAX_SHARE * this.#characters.count ** 2;
  }

  changedBy(change: UnitChange): CertainBoundaries {
    const same = new CertainBoundaries(this.#characters, [], this.#other !== 0);
    same.#frequent = this.#frequent;
    same.#pairs = this.#pairs;
    same.#units = this.#units.slice();
    same.#units[change.from] = this.#units[change.to]!;
    return same;
  }

  /** The end of the part that begins at a place: where a boundary is certain, or the end of the text. */
  next(text: string, from: number, end: number): number {
    const units = this.#units;
    const frequent = this.#frequent;
    let hash = 0;
    let before = 0;
    let at = from;
    while (at < end) {
      const unit = text.charCodeAt(at);
      let after = units[unit]!;
      const isPair = after === PAIR;
      if (isPair) after = this.#characters.numberOf(text.codePointAt(at)!) || this.#other;
      if (before !== 0 && after !== 0) {
        if (before < FREQUENT && after < FREQUENT) {
          if (frequent[before * FREQUENT + after] === 0) break;
        } else if (!this.#joins(before, after)) break;
      }
      hash = hashed(hash, unit);
      at++;
      if (isPair && at < end) hash = hashed(hash, text.charCodeAt(at++));
      before = after;
    }
    this.hash = hash;
    return at;
  }

  #joins(before: number, after: number): boolean {
    if (before >= MAX_NUMBER || after >= MAX_NUMBER) return true;
    const pairs = this.#pairs;
    const mask = pairs.length - 1;
    const pair = (before << 16) | after;
    let place = placeOf(pair) & mask;
    while (pairs[place] !== 0 && pairs[place] !== pair) place = (place + 1) & mask;
    return pairs[place] === pair;
  }
}

function placeOf(pair: number): number {
  const mixed = Math.imul(pair ^ (pair >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** -1 where the text is empty. */
function lastPoint(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  if ((last & 0xfc00) === 0xdc00) return text.codePointAt(text.length - 2)!;
  return text === "" ? -1 : last;
}
