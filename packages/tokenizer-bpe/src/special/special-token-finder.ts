/**
 * Where special tokens stand in a text: the leftmost, of those that begin there the longest. Hot where a text has
 * what tokens begin with.
 *
 * All tokens are looked for at once, by the automaton of Aho and Corasick over code points: one step for each
 * character, however many tokens there are, how long they are and how much they are alike. Half of a surrogate
 * pair, which a token may begin or end with, is never found within a whole pair. Text that can't begin a token
 * is skipped by the engine's own search for what all of them begin with, such as `<|`.
 *
 * Memory: about 40 bytes for each code point of the tokens.
 */
import { BpeError } from "../errors.ts";
import { MAX_TOKENS, NO_PAIR, PairTable } from "../vocabulary/pair-table.ts";

export interface SpecialTokenMatch {
  readonly index: number;
  readonly token: string;
}

/** UTF-16 units of all tokens together: as many steps as the table of steps has room for. */
export const MAX_SPECIAL_UNITS: number = MAX_TOKENS - 1;

const ROOT = 0;
const NOTHING = -1;

export class SpecialTokenFinder {
  readonly #tokens: readonly string[];
  /** What all tokens begin with, in whole characters. */
  readonly #prefix: string;
  /** Where they have nothing in common, the units that one begins with. */
  readonly #first: UnitSet | undefined;
  /** UTF-16 units of the longest token. */
  readonly longest: number;
  readonly #steps: PairTable;
  /** For each state: the one that its longest end is, which begins a token too. */
  readonly #fallback: Int32Array;
  /** The longest token that ends here, or NOTHING. */
  readonly #found: Int32Array;
  /** UTF-16 units of the way to it. */
  readonly #units: Int32Array;
  /** Whether some token goes on here. */
  readonly #goesOn: Uint8Array;

  /**
   * @param tokens at least one, none empty
   * @throws BpeError BPE_INVALID_OPTION where they are too long together
   */
  constructor(tokens: readonly string[]) {
    const points = tokens.map((token) => Array.from(token, (character) => character.codePointAt(0)!));
    checkSpecialUnits(tokens);
    const size = 1 + points.reduce((sum, { length }) => sum + length, 0);
    this.#tokens = tokens;
    this.#prefix = commonPrefix(points);
    this.#first = this.#prefix === "" ? new UnitSet(tokens.map((token) => token.charCodeAt(0))) : undefined;
    this.longest = tokens.reduce((longest, { length }) => Math.max(longest, length), 0);
    const [from, by] = [new Int32Array(size), new Int32Array(size)];
    this.#steps = new PairTable(from, by);
    this.#fallback = new Int32Array(size);
    this.#found = new Int32Array(size).fill(NOTHING);
    this.#units = new Int32Array(size);
    this.#goesOn = new Uint8Array(size);
    let states = 1;
    for (const [number, token] of points.entries()) {
      let state = ROOT;
      for (const point of token) {
        let next = this.#steps.find(state, point);
        if (next === NO_PAIR) {
          next = states++;
          from[next] = state;
          by[next] = point;
          this.#steps.add(next);
          this.#units[next] = this.#units[state]! + (point > 0xffff ? 2 : 1);
          this.#goesOn[state] = 1;
        }
        state = next;
      }
      if (this.#found[state] === NOTHING) this.#found[state] = number;
    }
    this.#linkFallbacks(from, by, states);
  }

  /** From the shorter to the longer: a state's fallback is shorter than it. */
  #linkFallbacks(from: Int32Array, by: Int32Array, states: number): void {
    // How many states are shorter, then where each goes.
    const places = new Int32Array(this.longest + 2);
    for (let state = 1; state < states; state++) places[this.#units[state]! + 1]!++;
    for (let units = 1; units < places.length; units++) places[units]! += places[units - 1]!;
    const byUnits = new Int32Array(states - 1);
    for (let state = 1; state < states; state++) byUnits[places[this.#units[state]!]!++] = state;
    for (const state of byUnits) {
      const parent = from[state]!;
      const fallback = parent === ROOT ? ROOT : this.#step(this.#fallback[parent]!, by[state]!);
      this.#fallback[state] = fallback;
      if (this.#found[state] === NOTHING) this.#found[state] = this.#found[fallback]!;
    }
  }

  #step(state: number, point: number): number {
    for (;;) {
      const next = this.#steps.find(state, point);
      if (next !== NO_PAIR) return next;
      if (state === ROOT) return ROOT;
      state = this.#fallback[state]!;
    }
  }

  /** The first token from `from` on, where a character begins. */
  next(text: string, from = 0): SpecialTokenMatch | undefined {
    // Nothing is to come behind the text: without what all begin with, not even its end needs a step.
    const start = this.#prefix === "" ? from : text.indexOf(this.#prefix, from);
    return start === -1 ? undefined : new SpecialTokenSearch(this, start).next(text, true);
  }

  /**
   * As `next`, without an object for each token.
   * @param search says which token it is and where, if there is one
   */
  find(text: string, from: number, search: SearchState): boolean {
    search.state = ROOT;
    search.at = from;
    search.token = NOTHING;
    search.isDone = false;
    this.advance(search, text);
    return search.token !== NOTHING;
  }

  /** Goes on with a search, which is changed in place, to the end of the text or until it is certain what is found. */
  advance(search: SearchState, text: string): void {
    let { state, at } = search;
    while (at < text.length && !search.isDone) {
      if (state === ROOT && search.token === NOTHING) {
        at = this.#candidate(text, at);
        if (at === text.length) break;
      }
      const point = text.codePointAt(at)!;
      state = this.#step(state, point);
      at += point > 0xffff ? 2 : 1;
      const begins = at - this.#units[state]!;
      // What goes on here begins behind what was found.
      if (search.token !== NOTHING && begins > search.index) {
        search.isDone = true;
        break;
      }
      const found = this.#found[state]!;
      if (found !== NOTHING) {
        const index = at - this.#tokens[found]!.length;
        if (search.token === NOTHING || index <= search.index) [search.token, search.index] = [found, index];
        // No longer one begins there.
        if (this.#goesOn[state] === 0 && begins === search.index) {
          search.isDone = true;
          break;
        }
      }
    }
    search.state = state;
    search.at = at;
  }

  /** The next place where a token could begin, or behind which the text is too short to tell; else its end. */
  #candidate(text: string, at: number): number {
    const first = this.#first;
    if (first !== undefined) return first.candidate(text, at);
    const prefix = this.#prefix;
    if (prefix === "") return at;
    for (let found = text.indexOf(prefix, at); found !== -1; found = text.indexOf(prefix, found + 1)) {
      if (!isPairAt(text, found - 1)) return found;
    }
    const end = Math.max(at, text.length - prefix.length + 1);
    return isPairAt(text, end - 1) ? end - 1 : end;
  }

  /** The token of a number that a search has found. */
  tokenOf(number: number): string {
    return this.#tokens[number]!;
  }

  /** UTF-16 units before the place that may yet become a token. */
  openUnits(state: number): number {
    while (state !== ROOT && this.#goesOn[state] === 0) state = this.#fallback[state]!;
    return this.#units[state]!;
  }
}

/** @throws BpeError BPE_INVALID_OPTION where special tokens are too long together to be looked for */
export function checkSpecialUnits(tokens: Iterable<string>): void {
  let units = 0;
  for (const { length } of tokens) units += length;
  if (units <= MAX_SPECIAL_UNITS) return;
  throw new BpeError(
    "BPE_INVALID_OPTION",
    `The special tokens have ${units} characters together; at most ${MAX_SPECIAL_UNITS} are supported.`,
    { units, limit: MAX_SPECIAL_UNITS },
  );
}

/** How far a search has come. */
export interface SearchState {
  state: number;
  /** The place in the text that comes next. */
  at: number;
  /** The number of the token found so far, -1 for none, and where it begins in the text of all. */
  token: number;
  index: number;
  isDone: boolean;
}

/** One that has not begun. */
export function searchFrom(at: number): SearchState {
  return { state: ROOT, at, token: NOTHING, index: 0, isDone: false };
}

/** A search that may go on when more text comes. */
export class SpecialTokenSearch {
  readonly #finder: SpecialTokenFinder;
  #search: SearchState;

  constructor(finder: SpecialTokenFinder, from = 0) {
    this.#finder = finder;
    this.#search = searchFrom(from);
  }

  /**
   * The first token, once it is certain that none begins before it and that it is the longest there.
   * @param text from its beginning to where it is known, on a whole character
   * @param isFinal whether it ends there
   */
  next(text: string, isFinal: boolean): SpecialTokenMatch | undefined {
    const search = this.#search;
    this.#finder.advance(search, text);
    if (search.token === NOTHING || !(search.isDone || isFinal)) return undefined;
    const token = this.#finder.tokenOf(search.token);
    const match = { index: search.index, token };
    this.#search = searchFrom(search.index + token.length);
    return match;
  }

  /** Where the end of the text begins that may be, or become, a token; the place looked at next where none may. */
  get openFrom(): number {
    const { token, index, at, state } = this.#search;
    const open = at - this.#finder.openUnits(state);
    // One may begin before what was found, and win.
    return token === NOTHING ? open : Math.min(open, index);
  }

  /** Counts places from a later one on, before which the text was dropped. */
  drop(units: number): void {
    this.#search.at -= units;
    this.#search.index -= units;
  }
}

/** Whether a surrogate pair stands at a place. */
function isPairAt(text: string, at: number): boolean {
  return at >= 0 && (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

/** UTF-16 units, a bit each. */
class UnitSet {
  readonly #bits = new Int32Array(1 << 11);

  constructor(units: Iterable<number>) {
    for (const unit of units) this.#bits[unit >> 5]! |= 1 << (unit & 31);
  }

  /** Where the next of them is that no surrogate pair ends with; else the end of the text. @param at where a character begins */
  candidate(text: string, at: number): number {
    const bits = this.#bits;
    const { length } = text;
    const from = at;
    for (; at < length; at++) {
      const unit = text.charCodeAt(at);
      if ((bits[unit >> 5]! & (1 << (unit & 31))) === 0) continue;
      if ((unit & 0xfc00) === 0xdc00 && at > from && isPairAt(text, at - 1)) continue;
      return at;
    }
    return length;
  }
}

/** Shared by all, in whole characters. */
function commonPrefix(tokens: readonly (readonly number[])[]): string {
  const [first = []] = tokens;
  const length = tokens.reduce((least, token) => {
    let same = 0;
    while (same < least && token[same] === first[same]) same++;
    return same;
  }, first.length);
  return String.fromCodePoint(...first.slice(0, Math.min(length, MAX_PREFIX)));
}

/** More of it is not looked for: the rest is found by steps. */
const MAX_PREFIX = 64;
