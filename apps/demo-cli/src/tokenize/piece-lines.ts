/** Pieces of a text in lines, their ids below them: nothing wider than the terminal, no character cut. */
import { padEnd } from "../show/fit-text.ts";
import { splitToWidth, widthOf } from "../show/graphemes.ts";
import { drawText } from "../show/draw-text.ts";
import { styleTag } from "../show/own-sequences.ts";
import type { Piece } from "../tokens/pieces.ts";

/** How pieces are shown. */
export interface PieceLook {
  readonly columns: number;
  /** Colours in turn, as background; without them pieces are separated by `|` and white space is visible. */
  readonly isStyled: boolean;
  readonly whitespace: boolean;
  /** Whether a line goes on behind a line feed. */
  readonly goesOnBehindFeeds?: boolean;
}

/** What stands in a line for a piece, or for a part of a long one. */
interface Cell {
  readonly text: string;
  readonly ids: string;
  readonly width: number;
  readonly style: string;
}

/** Black on five pale backgrounds: 14:1 and more. */
const COLOURS = [189, 194, 223, 224, 159].map((background) => styleTag(`38;5;16;48;5;${background}`));
const SPECIAL = styleTag("1;38;5;231;48;5;54");
const RESET = styleTag("0");
const DIM = styleTag("2");

/** Lines without line ends, in pairs: pieces, then ids. A piece with a line feed in it ends its line. */
export function* pieceLines(pieces: Iterable<Piece>, look: PieceLook): Generator<string> {
  let cells: Cell[] = [];
  let used = 0;
  let turn = 0;
  for (const piece of pieces) {
    const style = piece.isSpecial ? SPECIAL : COLOURS[turn++ % COLOURS.length]!;
    for (const cell of cellsOf(piece, style, look)) {
      const gap = cells.length > 0 ? 1 : 0;
      if (used + gap + cell.width > look.columns && cells.length > 0) {
        yield* linesOf(cells, look);
        [cells, used] = [[], 0];
      }
      used += (cells.length > 0 ? 1 : 0) + cell.width;
      cells.push(cell);
    }
    if (look.goesOnBehindFeeds || !piece.text.includes("\n")) continue;
    yield* linesOf(cells, look);
    [cells, used] = [[], 0];
  }
  if (cells.length > 0) yield* linesOf(cells, look);
}

/** The first line of pieces, without their ids. */
export function firstPieceLine(pieces: readonly Piece[], look: PieceLook): string {
  const [line] = pieceLines(
    pieces.map((piece) => ({ ...piece, ids: [] })),
    { ...look, goesOnBehindFeeds: true },
  );
  return line ?? "";
}

/** A piece, cut into parts where it or its ids are wider than the terminal. */
function cellsOf(piece: Piece, style: string, { columns, isStyled, whitespace }: PieceLook): Cell[] {
  const texts = splitToWidth(drawText(piece.text, whitespace || !isStyled), columns);
  const ids = splitToWidth(piece.ids.join("+"), columns);
  return Array.from({ length: Math.max(texts.length, ids.length) }, (_, part) => {
    const [text, id] = [texts[part] ?? "", ids[part] ?? ""];
    return { text, ids: id, width: Math.max(widthOf(text), id.length), style };
  });
}

function linesOf(cells: readonly Cell[], { isStyled }: PieceLook): string[] {
  const separator = isStyled ? " " : "|";
  const last = cells.length - 1;
  const texts = cells.map(({ text, width, style }, i) => {
    const padding = i === last ? "" : padEnd("", width - widthOf(text));
    return (isStyled && text !== "" ? style + text + RESET : text) + padding;
  });
  const ids = cells.map((cell, i) => (i === last ? cell.ids : padEnd(cell.ids, cell.width))).join(" ");
  return [texts.join(separator), isStyled ? `${DIM}${ids}${RESET}` : ids];
}
