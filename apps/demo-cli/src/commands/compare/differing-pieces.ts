/** Where two tokenizers cut the beginning of a text differently. */
import type { Piece } from "../../tokens/pieces.ts";

/** For each piece, whether `others` has none with the same beginning and end. Nothing is said of what is behind the end of `others`. */
export function differingPieces(pieces: readonly Piece[], others: readonly Piece[]): boolean[] {
  const spans = new Set(spansOf(others).map(({ start, end }) => `${start} ${end}`));
  const compared = others.reduce((sum, { text }) => sum + text.length, 0);
  return spansOf(pieces).map(({ start, end }) => end <= compared && end > start && !spans.has(`${start} ${end}`));
}

/** In UTF-16 units: the texts of pieces, one behind the other, are the text. */
function spansOf(pieces: readonly Piece[]): { start: number; end: number }[] {
  let end = 0;
  return pieces.map(({ text }) => {
    const start = end;
    end += text.length;
    return { start, end };
  });
}
