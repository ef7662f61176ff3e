/** Prints a section of the demo: its heading, and below it prose and what is laid out, as wide as the terminal. */
import { fitLine, fitText } from "../../show/fit-text.ts";
import { paint } from "../../terminal/paint.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { columnsOf, type Terminal } from "../../terminal/terminal.ts";

const INDENT = "   ";
/** Longer lines of prose are hard to read, however wide the terminal is. */
const PROSE_WIDTH = 96;

/** A paragraph, which is broken at its spaces, so its styles are of single words; or lines that are laid out already. */
export type Block = string | readonly string[];

/** Columns that a section's lines may have. */
export function sectionWidth(terminal: Terminal): number {
  return columnsOf(terminal) - INDENT.length;
}

export function printSection(title: string, blocks: readonly Block[], terminal: Terminal): void {
  const width = sectionWidth(terminal);
  const lines = blocks.flatMap((block) =>
    typeof block === "string"
      ? wrapWords(block, Math.min(width, PROSE_WIDTH))
      : block.map((line) => fitText(line, width)),
  );
  const heading = paint(fitText(title, columnsOf(terminal)), "heading", terminal);
  terminal.stdout(`\n${heading}\n${lines.map((line) => `${INDENT}${line}`.trimEnd()).join("\n")}\n`);
}

/** The first three rows of a matrix, each with as many numbers as the line holds. @param rowWidth numbers in a row */
export function matrixLines<T extends number>(
  data: ArrayLike<T>,
  rowWidth: number,
  show: (value: T) => string,
  terminal: Terminal,
): string[] {
  const width = sectionWidth(terminal);
  const rows = Math.min(3, data.length / rowWidth);
  return Array.from({ length: rows }, (_, row) => {
    const shown = Array.from({ length: Math.min(rowWidth, width) }, (_value, i) => show(data[row * rowWidth + i]!));
    return fitLine(shown, " ", width);
  });
}
