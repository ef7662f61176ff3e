/**
 * A text that comes in chunks, cut anywhere, special tokens included: the ids are those of the
 * whole text in one call. What waits for the next chunk: half a surrogate pair, the beginning of
 * what may become a special token, and the last piece (open-text.ts).
 */
import { checkText } from "../arguments.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { OpenText } from "../split/open-text.ts";
import { type SpecialTokenFinder, SpecialTokenSearch } from "../special/special-token-finder.ts";
import { disallowedToken } from "../special/special-tokens.ts";

export interface SpecialTokenRules {
  readonly ids: ReadonlyMap<string, number>;
  readonly allowed: SpecialTokenFinder | undefined;
  readonly disallowed: SpecialTokenFinder | undefined;
}

export class TextStream {
  readonly #open: OpenText;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #allowed: SpecialTokenSearch | undefined;
  readonly #disallowed: SpecialTokenSearch | undefined;
  /** The first half of a surrogate pair, whose second may come. */
  #half = "";
  /** Text that waits, as an allowed token may begin with it. */
  #held = "";
  /** The same for a disallowed token, and the UTF-16 units before it. */
  #unchecked = "";
  #checkedUnits = 0;

  constructor(open: OpenText, { ids, allowed, disallowed }: SpecialTokenRules) {
    this.#open = open;
    this.#ids = ids;
    this.#allowed = allowed && new SpecialTokenSearch(allowed);
    this.#disallowed = disallowed && new SpecialTokenSearch(disallowed);
  }

  /**
   * Appends the ids that are certain after one more chunk.
   * @throws BpeError BPE_INVALID_TEXT, BPE_DISALLOWED_SPECIAL_TOKEN, BPE_PIECE_TOO_LONG
   */
  push(chunk: string, out: IdBuffer): void {
    const text = this.#half + checkText(chunk);
    this.#half = endsWithinPair(text) ? text.slice(-1) : "";
    this.#take(this.#half === "" ? text : text.slice(0, -1), false, out);
  }

  /** Appends the ids of what waited. @throws BpeError BPE_DISALLOWED_SPECIAL_TOKEN, BPE_PIECE_TOO_LONG */
  finish(out: IdBuffer): void {
    this.#take(this.#half, true, out);
  }

  /** @param text whole characters, or at the end half a pair that has no other */
  #take(text: string, isFinal: boolean, out: IdBuffer): void {
    this.#refuseDisallowed(text, isFinal);
    if (this.#allowed === undefined) this.#open.push(text, isFinal, out, Infinity);
    else this.#encode(this.#allowed, text, isFinal, out);
  }

  #refuseDisallowed(text: string, isFinal: boolean): void {
    const search = this.#disallowed;
    if (search === undefined) return;
    this.#unchecked += text;
    const match = search.next(this.#unchecked, isFinal);
    if (match) throw disallowedToken(match, this.#checkedUnits + match.index);
    const open = search.openFrom;
    this.#checkedUnits += open;
    this.#unchecked = this.#unchecked.slice(open);
    search.drop(open);
  }

  #encode(search: SpecialTokenSearch, text: string, isFinal: boolean, out: IdBuffer): void {
    const held = this.#held + text;
    let at = 0;
    for (let match = search.next(held, isFinal); match !== undefined; match = search.next(held, isFinal)) {
      this.#open.push(held.slice(at, match.index), true, out, Infinity);
      out.push(this.#ids.get(match.token)!);
      at = match.index + match.token.length;
    }
    const open = isFinal ? held.length : search.openFrom;
    this.#open.push(held.slice(at, open), isFinal, out, Infinity);
    this.#held = held.slice(open);
    search.drop(open);
  }
}

/** Whether the text ends with the first half of a surrogate pair. */
function endsWithinPair(text: string): boolean {
  return (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
}
