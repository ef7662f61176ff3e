/** Puts a text before one that is not empty. */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import type { Normalizer } from "./normalizer.ts";

export class Prepend implements Normalizer {
  readonly keepsAsciiApart = false;
  readonly keepsAscii = false;
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  normalize(text: string): string {
    return text === "" ? text : this.#prefix + text;
  }

  /** What is put there stands in the place of the first character, and that one is new. */
  align(text: AlignedText): AlignedText {
    if (text.text === "" || this.#prefix === "") return text;
    const [first = "", ...others] = text.text;
    const before = Array.from(this.#prefix, (character, i): Change => [character, i === 0 ? 0 : 1]);
    return text.change([...before, [first, 1], ...others.map((character): Change => [character, 0])]);
  }
}
