/** Puts a space in the place of each character of a class. */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import type { Normalizer } from "./normalizer.ts";

export class SpacesFor implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii = false;
  readonly #characters: RegExp;

  /** @param source an expression with the flag `u`, of one character */
  constructor(source: string) {
    this.#characters = new RegExp(source, "gu");
  }

  normalize(text: string): string {
    return text.replace(this.#characters, " ");
  }

  align(text: AlignedText): AlignedText {
    const spaced = this.normalize(text.text);
    return spaced === text.text ? text : text.change(Array.from(spaced, (character): Change => [character, 0]));
  }
}
