/** Splits by a pattern. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";
import type { AlignedText, Span } from "../aligned/aligned-text.ts";
import type { Pattern } from "../patterns/pattern.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";
import { separatorsOf } from "./separators.ts";
import { type Behavior, endsBy, spansBy, splitBy } from "./split-behavior.ts";

export class Split implements PreTokenizer {
  readonly pattern: Pattern;
  readonly behavior: Behavior;
  readonly isInverted: boolean;
  readonly separators: (() => CodePointSet | undefined) | undefined;
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
    if (behavior === "Removed") this.separators = () => separatorsOf(pattern, isInverted);
    if (keepsAll) this.ends = (text) => endsBy(text, pattern, behavior, isInverted);
  }

  /** Where the pieces of a text are. */
  spans(text: string): Iterable<Span> {
    return spansBy(text, this.pattern, this.behavior, this.isInverted);
  }

  split(piece: AlignedText): Iterable<AlignedText> {
    return splitBy(piece, this.pattern, this.behavior, this.isInverted);
  }
}
