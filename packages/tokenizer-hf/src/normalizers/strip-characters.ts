/** Takes characters of one class away, wherever they stand. */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import type { Normalizer } from "./normalizer.ts";

export class StripCharacters implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii: boolean;
  readonly #all: RegExp;
  readonly #one: RegExp;

  /**
   * @param source an expression with the flag `u`, of one character
   * @param keepsAscii whether no character in ASCII is taken away
   */
  constructor(source: string, keepsAscii: boolean) {
    this.keepsAscii = keepsAscii;
    this.#all = new RegExp(source, "gu");
    this.#one = new RegExp(`^(?:${source})$`, "u");
  }

  normalize(text: string): string {
    return text.replace(this.#all, "");
  }

  /** A character that is left takes the place of all that are taken away behind it. */
  align(text: AlignedText): AlignedText {
    const changes: Change[] = [];
    let removed = 0;
    let last: string | undefined;
    let atStart = 0;
    const push = (): void => {
      if (last === undefined) atStart = removed;
      else changes.push([last, -removed]);
      removed = 0;
    };
    for (const character of text.text) {
      if (this.#one.test(character)) removed++;
      else {
        push();
        last = character;
      }
    }
    if (last === undefined) return text.change([], 0);
    push();
    return text.change(changes, atStart);
  }
}
