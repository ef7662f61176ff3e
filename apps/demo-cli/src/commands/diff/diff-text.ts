/** Where two tokenizers cut a text differently, and how much of it that is. */
import { countCodePoints } from "../../show/count-code-points.ts";
import type { Piece } from "../../tokens/pieces.ts";
import { alignPieces } from "./align-pieces.ts";

/** A place where the text is cut differently: as long as no piece in it is one of both. */
export interface Difference {
  /** Code points of the text before it, and before its end: as Python's slices count. */
  readonly start: number;
  readonly end: number;
  readonly a: readonly Piece[];
  readonly b: readonly Piece[];
  /** What both cut alike before it. */
  readonly before: AlikeText;
}

/** Text that both cut alike. */
export interface AlikeText {
  readonly pieces: number;
  /** Where it begins and ends in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** What two tokenizers make of a text. */
export interface TextDifferences {
  readonly chars: number;
  /** Code points of the places where it is cut differently, of all of them. */
  readonly differentChars: number;
  /** How many there are. */
  readonly places: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
  /** What is alike behind the last of these. */
  readonly after: AlikeText;
}

/** @param limit differences that are kept */
export function diffText(a: Iterable<Piece>, b: Iterable<Piece>, limit: number): TextDifferences {
  const differences: Difference[] = [];
  let [chars, differentChars, places, units] = [0, 0, 0, 0];
  let alike = { pieces: 0, from: 0, to: 0 };
  let open: { start: number; a: Piece[]; b: Piece[]; before: AlikeText } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    places++;
    differentChars += chars - open.start;
    if (differences.length < limit) {
      differences.push({ ...open, end: chars });
      alike = { pieces: 0, from: units, to: units };
    }
    open = undefined;
  };
  for (const { a: left, b: right, isAlike } of alignPieces(a, b)) {
    const text = left.map((piece) => piece.text).join("");
    if (isAlike) {
      close();
      alike.pieces++;
    } else {
      open ??= { start: chars, a: [], b: [], before: { ...alike } };
      // Where it will not be shown, counting it is enough.
      if (differences.length < limit) {
        open.a.push(...left);
        open.b.push(...right);
      }
    }
    chars += countCodePoints(text);
    units += text.length;
    if (isAlike) alike.to = units;
  }
  close();
  return { chars, differentChars, places, differences, after: alike };
}
