/**
 * A text that comes in chunks, cut anywhere, special tokens included: the ids are those of the
 * whole text in one call. What waits for the next chunk: half a surrogate pair, the beginning of
 * what may become a special token, and the last piece (open-text.ts).
 */
import { checkText } from "../arguments.ts";
import type { IdBuffer } from "./id-buffer.ts";
import type { OpenText } from "./open-text.ts";
import type { SpecialTokenFinder } from "./special-token-finder.ts";
import { disallowedToken } from "./special-tokens.ts";

export interface SpecialTokenRules {
  readonly ids: ReadonlyMap<string, number>;
  readonly allowed: SpecialTokenFinder | undefined;
  readonly disallowed: SpecialTokenFinder | undefined;
}

export class TextStream {
  readonly #open: OpenText;
  readonly #rules: SpecialTokenRules;
  /** Text that waits. */
  #held = "";
  /** The end of the text so far, as long as a disallowed token can reach back. */
  #tail = "";
  /** UTF-16 units of text so far. */
  #length = 0;

  constructor(open: OpenText, rules: SpecialTokenRules) {
    this.#open = open;
    this.#rules = rules;
  }

  /**
   * Appends the ids that are certain after one more chunk.
   * @throws BpeError BPE_INVALID_TEXT, BPE_DISALLOWED_SPECIAL_TOKEN, BPE_PIECE_TOO_LONG
   */
  push(chunk: string, out: IdBuffer): void {
    this.#refuseDisallowed(checkText(chunk));
    this.#encode(this.#held + chunk, false, out);
  }

  /** Appends the ids of what waited. */
  finish(out: IdBuffer): void {
    this.#encode(this.#held, true, out);
  }

  #refuseDisallowed(chunk: string): void {
    const finder = this.#rules.disallowed;
    const text = this.#tail + chunk;
    const match = finder?.next(text);
    if (match) throw disallowedToken(match, this.#length - this.#tail.length + match.index);
    this.#length += chunk.length;
    const reach = finder === undefined ? 0 : finder.longest - 1;
    this.#tail = text.slice(Math.max(0, text.length - reach));
  }

  #encode(text: string, isFinal: boolean, out: IdBuffer): void {
    const { allowed, ids } = this.#rules;
    let at = 0;
    let openEnd = text.length;
    for (;;) {
      openEnd = isFinal ? text.length : (allowed?.openEnd(text, at) ?? text.length);
      const match = allowed?.next(text, at);
      // One that begins in the open end may yet become a longer one.
      if (match === undefined || (match.index >= openEnd && !isFinal)) break;
      this.#open.push(text.slice(at, match.index), true, out, Infinity);
      out.push(ids.get(match.token)!);
      at = match.index + match.token.length;
    }
    if (!isFinal && openEnd === text.length && endsWithinPair(text, at)) openEnd--;
    this.#held = text.slice(openEnd);
    this.#open.push(text.slice(at, openEnd), isFinal, out, Infinity);
  }
}

/** Whether the text ends with the first half of a surrogate pair. */
function endsWithinPair(text: string, from: number): boolean {
  return text.length > from && (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
}
