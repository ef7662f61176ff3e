/** Puts a content in the place of all that a pattern finds. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { Pattern } from "../patterns/pattern.ts";
import type { Normalizer } from "./normalizer.ts";

export class Replace implements Normalizer {
  readonly keepsAsciiApart = false;
  readonly keepsAscii = false;
  readonly #pattern: Pattern;
  readonly #content: string;

  constructor(pattern: Pattern, content: string) {
    this.#pattern = pattern;
    this.#content = content;
  }

  normalize(text: string): string {
    let changed = "";
    let done = 0;
    for (const [start, end] of this.#pattern.matches(text)) {
      changed += text.slice(done, start) + this.#content;
      done = end;
    }
    return done === 0 && changed === "" ? text : changed + text.slice(done);
  }

  align(text: AlignedText): AlignedText {
    const parts = [...this.#pattern.matches(text.text)];
    return parts.length === 0 ? text : text.replace(parts, this.#content);
  }
}
