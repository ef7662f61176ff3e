/** Takes white space away at the ends of a text. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { Normalizer } from "./normalizer.ts";

/** Unicode's White_Space, which is not JavaScript's `\s`. */
const LEFT = /^\p{White_Space}+/u;
const RIGHT = /\p{White_Space}+$/u;

export class Strip implements Normalizer {
  readonly keepsAsciiApart = false;
  readonly keepsAscii = false;
  readonly #left: boolean;
  readonly #right: boolean;

  constructor(left: boolean, right: boolean) {
    this.#left = left;
    this.#right = right;
  }

  normalize(text: string): string {
    return text.slice(this.#start(text), this.#end(text));
  }

  align(text: AlignedText): AlignedText {
    return text.slice(this.#start(text.text), this.#end(text.text));
  }

  #start(text: string): number {
    return this.#left ? (LEFT.exec(text)?.[0].length ?? 0) : 0;
  }

  /** Not before the start. */
  #end(text: string): number {
    if (!this.#right) return text.length;
    // Not by RIGHT: it would look at each space of the text for the end.
    let end = text.length;
    while (end > 0 && RIGHT.test(text.slice(end - 1, end))) end--;
    return Math.max(end, this.#start(text));
  }
}
