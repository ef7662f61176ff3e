/** Lowercase, each character by itself: the end of a word makes no other sigma. */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import type { Normalizer } from "./normalizer.ts";

/** Capital sigma is the only character whose lowercase depends on what stands around it. */
const SIGMA = /\u03a3/g;

export class Lowercase implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii = false;
  normalize(text: string): string {
    return text.replace(SIGMA, "\u03c3").toLowerCase();
  }

  align(text: AlignedText): AlignedText {
    if (this.normalize(text.text) === text.text) return text;
    const changes: Change[] = [];
    for (const character of text.text) {
      let change = 0;
      for (const lower of character.toLowerCase()) {
        changes.push([lower, change]);
        change = 1;
      }
    }
    return text.change(changes);
  }
}
