/** The sliding window as a drawing: tokens in columns, each window's input and target as bars below. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import type { TokenIds } from "@windrow/interfaces";
import { fitText, padEnd, padStart } from "../../show/fit-text.ts";
import { widthOf } from "../../show/graphemes.ts";
import { paint } from "../../terminal/paint.ts";
import { dim, type Terminal } from "../../terminal/terminal.ts";
import { pieceText } from "../../tokens/piece-lines.ts";
import { tokenPieces } from "./token-pieces.ts";

/** A drawing of windows of this length fits a terminal. */
const DRAWN_LENGTH = 4;
const DRAWN_TOKENS = 20;
const DRAWN_WINDOWS = 3;
const LABEL_WIDTH = 11;
const MAX_CELL = 9;

/** Lines of a drawing, and the windows drawn. */
export interface WindowDrawing {
  readonly lines: readonly string[];
  readonly length: number;
  readonly stride: number;
}

/** The first tokens with windows below them: of four tokens at most, their stride to scale. @param lineWidth columns */
export function drawWindows(
  ids: TokenIds,
  tokenizer: BpeTokenizer,
  windows: { readonly maxLength: number; readonly stride: number },
  lineWidth: number,
  terminal: Terminal,
): WindowDrawing {
  const cells = tokenPieces(ids.subarray(0, DRAWN_TOKENS), tokenizer).map(({ text, ids: [id] }, turn) => {
    const token = fitText(text, MAX_CELL);
    return { id: String(id), token, turn, width: Math.max(widthOf(token), String(id).length) };
  });
  // Where each cell begins and the last one ends, as far as the line goes.
  const starts = [LABEL_WIDTH];
  for (const { width } of cells) starts.push(starts.at(-1)! + width + 1);
  const count = starts.findLastIndex((start) => start <= lineWidth + 1);
  const { length, stride } = scaled(windows, count);

  const shown = cells.slice(0, count);
  const tokens = shown.map(({ token, turn, width }) => {
    const piece = pieceText(token, turn, terminal.isStyled);
    return terminal.isStyled ? padEnd(piece, width) : padStart(piece, width);
  });
  const idCells = shown.map(({ id, width }) => (terminal.isStyled ? padEnd(id, width) : padStart(id, width)));
  const lines = [
    "token".padEnd(LABEL_WIDTH) + tokens.join(" "),
    dim("id".padEnd(LABEL_WIDTH) + idCells.join(" "), terminal),
  ];
  const bar = (name: "input" | "target", window: number, from: number): string => {
    const width = starts[from + length]! - starts[from]! - 1;
    const line = width < 2 ? "\u2501" : `\u251d${"\u2501".repeat(width - 2)}\u2525`;
    const label = `${name.padEnd("target".length)} ${window}`.padEnd(starts[from]!);
    return paint(label + line, name, terminal);
  };
  for (let window = 0; window < DRAWN_WINDOWS && window * stride + length + 1 <= count; window++) {
    lines.push(bar("input", window, window * stride), bar("target", window, window * stride + 1));
  }
  return { lines, length, stride };
}

/** A short window, and a stride in proportion, of which two windows fit into `count` tokens where that can be. */
function scaled(
  { maxLength, stride }: { maxLength: number; stride: number },
  count: number,
): { length: number; stride: number } {
  const ratio = stride / maxLength;
  const fitting = Math.floor((count - 1) / (1 + ratio));
  const length = Math.max(1, Math.min(DRAWN_LENGTH, maxLength, fitting));
  const mostStride = Math.max(1, count - 1 - length);
  return { length, stride: Math.min(mostStride, Math.max(1, Math.round(length * ratio))) };
}
