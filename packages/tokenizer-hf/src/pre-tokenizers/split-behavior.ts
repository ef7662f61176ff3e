/** What becomes of the parts that a pattern finds. Follows NormalizedString::split of huggingface/tokenizers 0.23. */
import type { AlignedText, Span } from "../aligned/aligned-text.ts";
import type { Pattern } from "../patterns/pattern.ts";

/**
 * What is found is a piece by itself, or left out, or goes to the piece before or behind it; "Contiguous" makes one piece
 * of several side by side.
 */
export const BEHAVIORS = ["Isolated", "Removed", "MergedWithPrevious", "MergedWithNext", "Contiguous"] as const;
export type Behavior = (typeof BEHAVIORS)[number];

/** A part of a text, and whether the pattern found it. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly isMatch: boolean;
}

/**
 * Piece by piece, so that no more is split than is asked for.
 * @param isInverted whether what the pattern does not find counts as found, and the other way round
 */
export function* splitBy(
  text: AlignedText,
  pattern: Pattern,
  behavior: Behavior,
  isInverted: boolean,
): Generator<AlignedText> {
  for (const [start, end] of spansBy(text.text, pattern, behavior, isInverted)) yield text.slice(start, end);
}

/** Where the pieces end that are not empty. */
export function* endsBy(text: string, pattern: Pattern, behavior: Behavior, isInverted: boolean): Generator<number> {
  for (const [, end] of spansBy(text, pattern, behavior, isInverted)) yield end;
}

/** Where they are. */
export function* spansBy(text: string, pattern: Pattern, behavior: Behavior, isInverted: boolean): Generator<Span> {
  for (const span of piecesOf(text, pattern, behavior, isInverted)) if (span[0] < span[1]) yield span;
}

function piecesOf(text: string, pattern: Pattern, behavior: Behavior, isInverted: boolean): Iterable<Span> {
  const parts = partsOf(text, pattern, isInverted);
  if (behavior === "Isolated") return spans(parts, true);
  if (behavior === "Removed") return spans(parts, false);
  return behavior === "MergedWithNext" ? mergedWithNext(parts) : merged(parts, behavior);
}

/** Part by part. */
function* spans(parts: Iterable<Part>, withMatches: boolean): Generator<Span> {
  for (const part of parts) if (withMatches || !part.isMatch) yield spanOf(part);
}

const spanOf = ({ start, end }: Part): Span => [start, end];

function* partsOf(text: string, pattern: Pattern, isInverted: boolean): Generator<Part> {
  let done = 0;
  for (const [start, end] of pattern.matches(text)) {
    if (done < start) yield { start: done, end: start, isMatch: isInverted };
    yield { start, end, isMatch: !isInverted };
    done = end;
  }
  if (done < text.length) yield { start: done, end: text.length, isMatch: isInverted };
}

function* merged(parts: Iterable<Part>, behavior: "MergedWithPrevious" | "Contiguous"): Generator<Span> {
  let last: Span | undefined;
  let wasMatch = false;
  for (const { start, end, isMatch } of parts) {
    const joins = behavior === "Contiguous" ? isMatch === wasMatch : isMatch && !wasMatch;
    if (joins && last !== undefined) last = [last[0], end];
    else {
      if (last !== undefined) yield last;
      last = [start, end];
    }
    wasMatch = isMatch;
  }
  if (last !== undefined) yield last;
}

function* mergedWithNext(parts: Iterable<Part>): Generator<Span> {
  /** A match whose next part is not known yet. */
  let open: Part | undefined;
  for (const part of parts) {
    if (part.isMatch) {
      if (open !== undefined) yield spanOf(open);
      open = part;
    } else {
      yield [open?.start ?? part.start, part.end];
      open = undefined;
    }
  }
  if (open !== undefined) yield spanOf(open);
}
