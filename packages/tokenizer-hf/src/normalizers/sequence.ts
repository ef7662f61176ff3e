/** Steps one after another. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { Normalizer } from "./normalizer.ts";

export class NormalizerSequence implements Normalizer {
  readonly keepsAsciiApart: boolean;
  readonly keepsAscii: boolean;
  readonly steps: readonly Normalizer[];

  constructor(steps: readonly Normalizer[]) {
    this.steps = steps;
    this.keepsAscii = steps.every((step) => step.keepsAscii);
    // What a step makes of the first character of a part, as NFC does of a letter and a mark, has as little to do with the
    // text before it.
    this.keepsAsciiApart = steps.every((step) => step.keepsAsciiApart);
  }

  get isEmpty(): boolean {
    return this.steps.length === 0;
  }

  normalize(text: string): string {
    return this.steps.reduce((changed, step) => step.normalize(changed), text);
  }

  align(text: AlignedText): AlignedText {
    return this.steps.reduce((changed, step) => step.align(changed), text);
  }
}
