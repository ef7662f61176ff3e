/** Steps one after another: each sees each piece of the one before as a whole text. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";

export class PreTokenizerSequence implements PreTokenizer {
  readonly steps: readonly PreTokenizer[];
  readonly looksForStart: boolean;
  readonly writesBytes: boolean;
  readonly separators: (() => CodePointSet | undefined) | undefined;
  readonly ends: ((text: string) => Iterable<number>) | undefined;

  constructor(steps: readonly PreTokenizer[]) {
    this.steps = steps;
    this.looksForStart = steps.some((step) => step.looksForStart);
    this.writesBytes = steps.some((step) => step.writesBytes);
    if (!this.looksForStart) this.separators = steps[0]?.separators;
    const ends = steps.map((step) => step.ends);
    if (ends.every((one) => one !== undefined)) this.ends = (text) => endsOfAll(ends, 0, text);
  }

  split(piece: AlignedText): Iterable<AlignedText> {
    return this.steps.reduce<Iterable<AlignedText>>(splitEach, [piece]);
  }
}

function* splitEach(pieces: Iterable<AlignedText>, step: PreTokenizer): Iterable<AlignedText> {
  for (const piece of pieces) yield* step.split(piece);
}

/** Piece by piece, so that no more is split than is asked for. */
function* endsOfAll(
  steps: readonly ((text: string) => Iterable<number>)[],
  first: number,
  text: string,
): Iterable<number> {
  const step = steps[first];
  if (step === undefined) {
    yield text.length;
    return;
  }
  let start = 0;
  for (const end of step(text)) {
    if (first + 1 === steps.length) yield end;
    else for (const inner of endsOfAll(steps, first + 1, text.slice(start, end))) yield start + inner;
    start = end;
  }
}
