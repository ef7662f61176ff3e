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

/** @param isInverted whether what the pattern does not find counts as found, and the other way round */
export function splitBy(text: AlignedText, pattern: Pattern, behavior: Behavior, isInverted: boolean): AlignedText[] {
  const parts = partsOf(text.text, pattern, isInverted);
  return merged(parts, behavior).flatMap(([start, end]) => (start < end ? [text.slice(start, end)] : []));
}

/** Where the pieces end that are not empty. */
export function endsBy(text: string, pattern: Pattern, behavior: Behavior, isInverted: boolean): Iterable<number> {
  if (behavior === "Isolated") return isolatedEnds(text, pattern);
  return merged(partsOf(text, pattern, isInverted), behavior).flatMap(([start, end]) => (start < end ? [end] : []));
}

/** Match by match, so that no more is split than is asked for. */
function* isolatedEnds(text: string, pattern: Pattern): Iterable<number> {
  let done = 0;
  for (const [start, end] of pattern.matches(text)) {
    if (done < start) yield start;
    if (start < end) yield end;
    done = end;
  }
  if (done < text.length) yield text.length;
}

function partsOf(text: string, pattern: Pattern, isInverted: boolean): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const [start, end] of pattern.matches(text)) {
    if (done < start) parts.push({ start: done, end: start, isMatch: isInverted });
    parts.push({ start, end, isMatch: !isInverted });
    done = end;
  }
  if (done < text.length) parts.push({ start: done, end: text.length, isMatch: isInverted });
  return parts;
}

function merged(parts: readonly Part[], behavior: Behavior): Span[] {
  const spans = (some: readonly Part[]): Span[] => some.map(({ start, end }) => [start, end]);
  if (behavior === "Isolated") return spans(parts);
  if (behavior === "Removed") return spans(parts.filter(({ isMatch }) => !isMatch));
  if (behavior === "MergedWithNext") return mergedWithNext(parts);
  const pieces: Span[] = [];
  let wasMatch = false;
  for (const { start, end, isMatch } of parts) {
    const joins = behavior === "Contiguous" ? isMatch === wasMatch : isMatch && !wasMatch;
    const last = pieces.at(-1);
    if (joins && last !== undefined) pieces[pieces.length - 1] = [last[0], end];
    else pieces.push([start, end]);
    wasMatch = isMatch;
  }
  return pieces;
}

function mergedWithNext(parts: readonly Part[]): Span[] {
  const pieces: Span[] = [];
  let wasMatch = false;
  for (const { start, end, isMatch } of parts.toReversed()) {
    const next = pieces.at(-1);
    if (isMatch && !wasMatch && next !== undefined) pieces[pieces.length - 1] = [start, next[1]];
    else pieces.push([start, end]);
    wasMatch = isMatch;
  }
  return pieces.toReversed();
}
