/** The pieces of one text by two tokenizers, side by side: cut where both end a piece. */
import type { Piece } from "../../tokens/pieces.ts";

/** A part of the text between two places where both tokenizers end a piece, and none within it. */
export interface AlignedPieces {
  readonly a: readonly Piece[];
  readonly b: readonly Piece[];
  /** Whether both have one piece for it, of as many tokens. */
  readonly isAlike: boolean;
}

/** Pieces of both have the whole text, in order. */
export function* alignPieces(a: Iterable<Piece>, b: Iterable<Piece>): Generator<AlignedPieces> {
  const [ofA, ofB] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  let [left, right]: [Piece[], Piece[]] = [[], []];
  let [endA, endB] = [0, 0];
  for (;;) {
    // The one that is behind goes on.
    const isA = endA <= endB;
    const next = (isA ? ofA : ofB).next();
    if (next.done) break;
    if (isA) {
      left.push(next.value);
      endA += next.value.text.length;
    } else {
      right.push(next.value);
      endB += next.value.text.length;
    }
    if (endA !== endB || left.length === 0 || right.length === 0) continue;
    yield aligned(left, right);
    [left, right] = [[], []];
  }
  // Tokens of no text, which some tokenizers have at the end.
  for (let next = ofB.next(); !next.done; next = ofB.next()) right.push(next.value);
  if (left.length > 0 || right.length > 0) yield aligned(left, right);
}

function aligned(a: readonly Piece[], b: readonly Piece[]): AlignedPieces {
  const isAlike = a.length === 1 && b.length === 1 && a[0]!.ids.length === b[0]!.ids.length;
  return { a, b, isAlike };
}
