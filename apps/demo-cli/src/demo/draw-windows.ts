/** The sliding window as a drawing: tokens in columns, each window's input and target as bars below. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import type { TokenIds } from "@windrow/interfaces";
import { fitText, padStart } from "../show/fit-text.ts";
import { widthOf } from "../show/graphemes.ts";
import { drawText } from "../show/draw-text.ts";

/** A drawing of windows of this length fits a terminal. */
const DRAWN_LENGTH = 4;
const DRAWN_TOKENS = 10;
const DRAWN_WINDOWS = 3;
const LABEL_WIDTH = 11;
const WIDEST_CELL = 9;

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
): WindowDrawing {
  const cells = Array.from(ids.subarray(0, DRAWN_TOKENS), (id) => {
    const token = fitText(drawText(tokenizer.decode([id]), false), WIDEST_CELL);
    return { id: String(id), token, width: Math.max(widthOf(token), String(id).length) };
  });
  // Where each cell begins and the last one ends, as far as the line goes.
  const starts = [LABEL_WIDTH];
  for (const { width } of cells) starts.push(starts.at(-1)! + width + 1);
  const count = starts.findLastIndex((start) => start <= lineWidth + 1);
  const { length, stride } = scaled(windows, count);

  const row = (label: string, key: "id" | "token"): string => {
    const padded = cells.slice(0, count).map((cell) => padStart(cell[key], cell.width));
    return label.padEnd(LABEL_WIDTH) + padded.join(" ");
  };
  const bar = (label: string, from: number): string => {
    const width = starts[from + length]! - starts[from]! - 1;
    const line = width < 2 ? "\u2501" : `\u251d${"\u2501".repeat(width - 2)}\u2525`;
    return label.padEnd(starts[from]!) + line;
  };
  const lines = [row("token", "token"), row("id", "id")];
  for (let window = 0; window < DRAWN_WINDOWS && window * stride + length + 1 <= count; window++) {
    lines.push(bar(`input  ${window}`, window * stride), bar(`target ${window}`, window * stride + 1));
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
