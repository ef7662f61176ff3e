/**
 * Ids of a text that comes in chunks, cut anywhere: those of the whole text in one call. What waits is half a surrogate
 * pair, what added-tokens/open-tokens.ts keeps, and the last piece; where the file does not allow for parts, all of it.
 */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import type { TextParts } from "../added-tokens/open-tokens.ts";
import { wellFormed } from "./well-formed.ts";

export class OpenText {
  readonly #parts: TextParts;
  readonly #check: (chunk: string) => string;
  /** The first half of a surrogate pair, whose second may come. */
  #half = "";

  /** @param check throws for what is not text */
  constructor(parts: TextParts, check: (chunk: string) => string) {
    this.#parts = parts;
    this.#check = check;
  }

  /** Appends the ids that are certain after one more chunk. */
  push(chunk: string, out: IdBuffer): void {
    const text = this.#half + this.#check(chunk);
    this.#half = endsWithinPair(text) ? text.slice(-1) : "";
    this.#parts.push(wellFormed(this.#half === "" ? text : text.slice(0, -1)), false, out);
  }

  /** Appends the ids of what waited. */
  finish(out: IdBuffer): void {
    this.#parts.push(wellFormed(this.#half), true, out);
    this.#half = "";
  }
}

/** Keeps a text until it ends. @param encode appends the ids of the whole */
export function wholeText(encode: (text: string, out: IdBuffer) => void): TextParts {
  let held = "";
  return {
    push(part, isEnd, out) {
      held += part;
      if (!isEnd) return;
      const text = held;
      held = "";
      encode(text, out);
    },
  };
}

/** Whether the text ends with the first half of a surrogate pair. */
function endsWithinPair(text: string): boolean {
  return (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
}
