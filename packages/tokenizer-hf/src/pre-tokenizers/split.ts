/** Splits by a pattern. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { Pattern } from "../patterns/pattern.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";
import { type Behavior, splitBy } from "./split-behavior.ts";

export class Split implements PreTokenizer {
  readonly #pattern: Pattern;
  readonly #behavior: Behavior;
  readonly #isInverted: boolean;

  constructor(pattern: Pattern, behavior: Behavior, isInverted = false) {
    this.#pattern = pattern;
    this.#behavior = behavior;
    this.#isInverted = isInverted;
  }

  split(piece: AlignedText): AlignedText[] {
    return splitBy(piece, this.#pattern, this.#behavior, this.#isInverted);
  }
}
