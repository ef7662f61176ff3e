/** Steps one after another. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { Normalizer } from "./normalizer.ts";

export class NormalizerSequence implements Normalizer {
  readonly #steps: readonly Normalizer[];

  constructor(steps: readonly Normalizer[]) {
    this.#steps = steps;
  }

  normalize(text: string): string {
    return this.#steps.reduce((changed, step) => step.normalize(changed), text);
  }

  align(text: AlignedText): AlignedText {
    return this.#steps.reduce((changed, step) => step.align(changed), text);
  }
}
