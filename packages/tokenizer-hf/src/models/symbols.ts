/**
 * The tokens of a piece while they are merged: until no two neighbours have a merge, the two of the lowest rank are joined,
 * the leftmost of equal ones. Hot.
 *
 * Few tokens are looked through again for each merge. Many are a list with a heap of candidates, in time n log n; a
 * candidate whose tokens have changed since is dropped when it comes up, unless they make the same token again, as in
 * huggingface/tokenizers 0.23. That can only be where a merge makes a token no longer than what it is made of, so that
 * both ways have the same result elsewhere. All arrays are kept for the next piece, up to some length.
 */
import { grown } from "../sections/grown.ts";
import { type MergeTable, NO_MERGE } from "./merge-table.ts";

/** Gets what the two tokens of each merge that becomes possible would make. */
export type NoteMerge = (left: number, right: number, id: number) => void;

const NONE = -1;
/** Tokens that are looked through. */
const MAX_SCANNED = 48;
/** Tokens that arrays are kept for: 48 bytes each. */
const MAX_KEPT = 1 << 16;
const FIRST_ROOM = 64;

export class Symbols {
  ids: Int32Array = new Int32Array(FIRST_ROOM);
  /** Where each ends. */
  ends: Int32Array = new Int32Array(FIRST_ROOM);
  count = 0;
  readonly #ranks = new Int32Array(MAX_SCANNED);
  #next = new Int32Array(0);
  #previous = new Int32Array(0);
  readonly #candidates = new Candidates();

  /** Forgets the tokens of the piece before. */
  clear(): void {
    this.count = 0;
    if (this.ids.length <= MAX_KEPT) return;
    this.ids = new Int32Array(FIRST_ROOM);
    this.ends = new Int32Array(FIRST_ROOM);
  }

  /** @param length of the token, in bytes or whatever the ends are wanted in */
  add(id: number, length: number): void {
    const at = this.count++;
    if (at === this.ids.length) {
      this.ids = grown(this.ids, 2 * at);
      this.ends = grown(this.ends, 2 * at);
    }
    this.ids[at] = id;
    this.ends[at] = (at > 0 ? this.ends[at - 1]! : 0) + length;
  }

  merge(table: MergeTable, note?: NoteMerge): void {
    if (this.count <= MAX_SCANNED && table.isGrowing) this.#mergeFew(table, note);
    else if (this.count > 1) this.#mergeMany(table, note);
  }

  #mergeFew(table: MergeTable, note: NoteMerge | undefined): void {
    const { ids, ends } = this;
    const ranks = this.#ranks;
    let last = this.count - 1;
    const consider = (at: number): void => {
      const merge = table.find(ids[at]!, ids[at + 1]!);
      ranks[at] = table.ranks[merge]!;
      if (note !== undefined && ranks[at] !== NO_MERGE) note(ids[at]!, ids[at + 1]!, table.ids[merge]!);
    };
    for (let i = 0; i < last; i++) consider(i);
    for (;;) {
      let lowest = NO_MERGE;
      let at = 0;
      for (let i = 0; i < last; i++) {
        if (ranks[i]! < lowest) {
          lowest = ranks[i]!;
          at = i;
        }
      }
      if (lowest === NO_MERGE) break;
      ids[at] = table.ids[table.find(ids[at]!, ids[at + 1]!)]!;
      ends[at] = ends[at + 1]!;
      for (let i = at + 1; i < last; i++) {
        ids[i] = ids[i + 1]!;
        ends[i] = ends[i + 1]!;
        ranks[i] = ranks[i + 1]!;
      }
      last--;
      if (at > 0) consider(at - 1);
      if (at < last) consider(at);
    }
    this.count = last + 1;
  }

  #mergeMany(table: MergeTable, note: NoteMerge | undefined): void {
    const { ids, ends, count } = this;
    const candidates = this.#candidates;
    this.#link(count);
    const [next, previous] = [this.#next, this.#previous];
    const consider = (at: number): void => {
      const [left, right] = [ids[at]!, ids[next[at]!]!];
      const merge = table.find(left, right);
      if (table.ranks[merge] === NO_MERGE) return;
      candidates.push(table.ranks[merge]!, at, table.ids[merge]!);
      note?.(left, right, table.ids[merge]!);
    };
    for (let i = 0; i + 1 < count; i++) consider(i);
    while (candidates.pop()) {
      const { at, id } = candidates;
      const right = next[at]!;
      // A token that is gone has nothing behind it.
      if (right === NONE) continue;
      const now = table.find(ids[at]!, ids[right]!);
      if (table.ranks[now] === NO_MERGE || table.ids[now] !== id) continue;
      ids[at] = id;
      ends[at] = ends[right]!;
      const after = next[right]!;
      next[at] = after;
      next[right] = NONE;
      if (after !== NONE) previous[after] = at;
      if (previous[at]! >= 0) consider(previous[at]!);
      if (after !== NONE) consider(at);
    }
    let left = 0;
    for (let at = 0; at !== NONE; at = next[at]!) {
      ids[left] = ids[at]!;
      ends[left++] = ends[at]!;
    }
    this.count = left;
    candidates.clear();
    if (next.length > MAX_KEPT) this.#next = this.#previous = new Int32Array(0);
  }

  #link(count: number): void {
    if (this.#next.length < count) {
      this.#next = new Int32Array(Math.max(count, FIRST_ROOM));
      this.#previous = new Int32Array(this.#next.length);
    }
    for (let i = 0; i < count; i++) {
      this.#next[i] = i + 1;
      this.#previous[i] = i - 1;
    }
    this.#next[count - 1] = NONE;
  }
}

/** Places with the ranks of their merges and what those make: the lowest rank comes first, the leftmost of equal ones. */
class Candidates {
  /** What came out last. */
  at = 0;
  id = 0;
  #ranks: Int32Array = new Int32Array(FIRST_ROOM);
  #places: Int32Array = new Int32Array(FIRST_ROOM);
  #ids: Int32Array = new Int32Array(FIRST_ROOM);
  #count = 0;

  clear(): void {
    this.#count = 0;
    if (this.#ranks.length <= 2 * MAX_KEPT) return;
    this.#ranks = new Int32Array(FIRST_ROOM);
    this.#places = new Int32Array(FIRST_ROOM);
    this.#ids = new Int32Array(FIRST_ROOM);
  }

  push(rank: number, at: number, id: number): void {
    if (this.#count === this.#ranks.length) {
      this.#ranks = grown(this.#ranks, 2 * this.#count);
      this.#places = grown(this.#places, 2 * this.#count);
      this.#ids = grown(this.#ids, 2 * this.#count);
    }
    const [ranks, places, ids] = [this.#ranks, this.#places, this.#ids];
    let place = this.#count++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(rank, at, ranks[parent]!, places[parent]!)) break;
      ranks[place] = ranks[parent]!;
      places[place] = places[parent]!;
      ids[place] = ids[parent]!;
      place = parent;
    }
    ranks[place] = rank;
    places[place] = at;
    ids[place] = id;
  }

  /** Whether there was one. */
  pop(): boolean {
    if (this.#count === 0) return false;
    const [ranks, places, ids] = [this.#ranks, this.#places, this.#ids];
    this.at = places[0]!;
    this.id = ids[0]!;
    const count = --this.#count;
    const [rank, at, id] = [ranks[count]!, places[count]!, ids[count]!];
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= count) break;
      const other = child + 1;
      if (other < count && isBefore(ranks[other]!, places[other]!, ranks[child]!, places[child]!)) child = other;
      if (!isBefore(ranks[child]!, places[child]!, rank, at)) break;
      ranks[place] = ranks[child]!;
      places[place] = places[child]!;
      ids[place] = ids[child]!;
      place = child;
    }
    ranks[place] = rank;
    places[place] = at;
    ids[place] = id;
    return true;
  }
}

function isBefore(rank: number, at: number, otherRank: number, otherAt: number): boolean {
  return rank !== otherRank ? rank < otherRank : at < otherAt;
}
