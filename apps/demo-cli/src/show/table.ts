/** Rows and columns that fit a terminal: a table where it is wide enough, else each row as a block. */
import { fitText, padEnd, padStart } from "./fit-text.ts";
import { widthOf } from "./graphemes.ts";

const GAP = 2;

/**
 * Lines without line ends. Cells may have styles, which take no columns. The first column names the row and is cut where need be, to half the width at most; the
 * others are figures.
 * @param fit cuts a name to a width
 */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
  fit: (name: string, width: number) => string = fitText,
): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column]!))));
  const figures = widths.slice(1).reduce((sum, width) => sum + width + GAP, 0);
  const room = columns - figures;
  // A name cut to less than this says little.
  if (room < Math.min(widths[0]!, Math.max(12, Math.floor(columns / 4)))) return blockLines(head, rows, columns, fit);
  const first = Math.min(widths[0]!, room);
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? padEnd(fit(cell, first), first) : padStart(cell, widths[column]! + GAP)))
      .join("")
      .trimEnd(),
  );
}

function blockLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
  fit: (name: string, width: number) => string,
): string[] {
  const label = Math.max(...head.slice(1).map(widthOf));
  const figure = Math.max(...rows.flatMap((row) => row.slice(1).map(widthOf)));
  return rows.flatMap(([name, ...cells]) => [
    fit(name!, columns),
    ...cells.flatMap((cell, i) =>
      cell === "" ? [] : [fitText(`  ${padEnd(head[i + 1]!, label)}  ${padStart(cell, figure)}`, columns)],
    ),
  ]);
}
