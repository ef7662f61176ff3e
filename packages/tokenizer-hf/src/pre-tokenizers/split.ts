/** Splits by a pattern. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { Pattern } from "../patterns/pattern.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";
import { type Behavior, endsBy, splitBy } from "./split-behavior.ts";

export class Split implements PreTokenizer {
  readonly pattern: Pattern;
  readonly behavior: Behavior;
  readonly isInverted: boolean;
  readonly ends: ((text: string) => Iterable<number>) | undefined;

  /** @param keepsAll whether no text is lost, though the behavior is "Removed" */
  constructor(
    pattern: Pattern,
    behavior: Behavior,
    isInverted: boolean = false,
    keepsAll: boolean = behavior !== "Removed",
  ) {
    this.pattern = pattern;
    this.behavior = behavior;
    this.isInverted = isInverted;
    if (keepsAll) this.ends = (text) => endsBy(text, pattern, behavior, isInverted);
  }

  split(piece: AlignedText): Iterable<AlignedText> {
    return splitBy(piece, this.pattern, this.behavior, this.isInverted);
  }
}
