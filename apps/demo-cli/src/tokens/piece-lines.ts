/** Pieces of a text in lines, their ids below them: nothing wider than the terminal, no character cut. */
import { padEnd } from "../show/fit-text.ts";
import { splitToWidth, widthOf } from "../show/graphemes.ts";
import { drawText } from "../show/draw-text.ts";
import { styleTag } from "../show/own-sequences.ts";
import type { Piece } from "./pieces.ts";

/** How pieces are shown. */
export interface PieceLook {
  readonly columns: number;
  /** Colours in turn, as background; without them pieces are separated by `|` and white space is visible. */
  readonly isStyled: boolean;
  readonly whitespace: boolean;
  /** Whether a line goes on behind a line feed. */
  readonly goesOnBehindFeeds?: boolean;
  /** The colour of the first piece, so that a line that begins later may have the colours of another; by default 0. */
  readonly firstTurn?: number;
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
const MARK = styleTag("1;4");
const RESET = styleTag("0");
const DIM = styleTag("2");

/** Lines without line ends, in pairs: pieces, then ids. A piece with a line feed in it ends its line. */
export function* pieceLines(pieces: Iterable<Piece>, look: PieceLook): Generator<string> {
  let cells: Cell[] = [];
  let used = 0;
  let turn = look.firstTurn ?? 0;
  for (const piece of pieces) {
    const style = styleOf(piece, turn);
    if (!piece.isSpecial) turn++;
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

/**
 * The pieces that one line holds, without their ids. Marked ones are underlined in colour, and have a line of
 * carets below them without.
 * @param isMarked of a piece, by its place
 */
export function firstPieceLines(
  pieces: readonly Piece[],
  look: PieceLook,
  isMarked: (index: number) => boolean = () => false,
): string[] {
  const cells: Cell[] = [];
  let used = 0;
  for (const [i, piece] of pieces.entries()) {
    const parts = cellsOf({ ...piece, ids: [] }, styleOf(piece, i + (look.firstTurn ?? 0)), look);
    const cell = parts[0]!;
    used += (i > 0 ? 1 : 0) + cell.width;
    if (used > look.columns && i > 0) break;
    cells.push(isMarked(i) ? marked(cell, look) : cell);
    // One that is wider than the line has its beginning there, and nothing behind it.
    if (parts.length > 1) break;
  }
  const [texts, carets] = linesOf(cells, look);
  return look.isStyled || !carets!.includes("^") ? [texts!] : [texts!, carets!.trimEnd()];
}

function marked(cell: Cell, { isStyled }: PieceLook): Cell {
  return isStyled ? { ...cell, style: cell.style + MARK } : { ...cell, ids: "^".repeat(cell.width) };
}

/** How a piece looks where there is colour: specials in a look of their own, the others in turn. */
function styleOf({ isSpecial }: Piece, turn: number): string {
  return isSpecial ? SPECIAL : COLOURS[turn % COLOURS.length]!;
}

/** A piece's text in its colours, such as it has in its turn in a line of pieces. */
export function pieceText(text: string, turn: number, isStyled: boolean): string {
  return isStyled && text !== "" ? COLOURS[turn % COLOURS.length]! + text + RESET : text;
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
