/** Steps one after another: each sees each piece of the one before as a whole text. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";

export class PreTokenizerSequence implements PreTokenizer {
  readonly #steps: readonly PreTokenizer[];

  constructor(steps: readonly PreTokenizer[]) {
    this.#steps = steps;
  }

  split(piece: AlignedText): AlignedText[] {
    return this.#steps.reduce((pieces, step) => pieces.flatMap((one) => step.split(one)), [piece]);
  }
}
