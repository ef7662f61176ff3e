/** Counts as a table: files or groups, what is not listed, and the total. */
import { GIVEN_TEXT } from "../../read/inputs.ts";
import { shownName } from "../../read/read-errors.ts";
import { fitMiddle } from "../../show/fit-middle.ts";
import { grouped, ratio } from "../../show/numbers.ts";
import { tableLines } from "../../show/table.ts";
import { columnsOf, dim, type Terminal } from "../../terminal/terminal.ts";
import type { Listing } from "./count-json.ts";
import type { Sizes } from "./count-stream.ts";
import type { CountedTexts } from "./counted-texts.ts";
import type { Group } from "./group-counts.ts";
import { sumSizes } from "./sum-sizes.ts";

/** A name, how many files it stands for, and their sizes. */
interface Row extends Sizes {
  readonly name: string;
  readonly files: number;
}

/** Lines without line ends. */
export function countLines(
  { encodings, files, total }: CountedTexts,
  groups: readonly Group[] | undefined,
  { top = Infinity, by }: Listing,
  terminal: Terminal,
): string[] {
  const rows: Row[] =
    groups?.slice(0, top).map((group) => ({ ...group, name: groupName(group.name) })) ??
    files
      .slice(0, top)
      .map((file) => ({ ...file, name: file.path === GIVEN_TEXT ? "--text" : shownName(file.path), files: 1 }));
  const all = groups ?? files;
  const rest = all.slice(top);
  if (rest.length > 0) {
    const listed = rows.reduce((sum, row) => sum + row.files, 0);
    const sizes = sumSizes(rest, encodings.length);
    rows.push({ name: `${grouped(rest.length)} more`, files: files.length - listed, ...sizes });
  }
  if (all.length > 1) rows.push({ name: `total of ${grouped(all.length)}`, files: files.length, ...total });
  const isOne = encodings.length === 1;
  const head = [
    isOne ? encodings[0]! : (by ?? "file"),
    ...(groups ? ["files"] : []),
    ...(isOne ? ["tokens"] : encodings),
    "chars",
    "bytes",
    ...(isOne ? ["chars/token"] : []),
  ];
  const cells = rows.map(({ name, files: of, tokens, chars, bytes }) => [
    name,
    ...(groups ? [grouped(of)] : []),
    ...tokens.map(grouped),
    grouped(chars),
    grouped(bytes),
    ...(isOne ? [ratio(chars, tokens[0]!)] : []),
  ]);
  // What is cut must have no styles, and may be the first cell.
  const dimHead = head.map((cell, i) => (i === 0 ? cell : dim(cell, terminal)));
  return tableLines(dimHead, cells, terminal.isTerminal ? columnsOf(terminal) : Infinity, fitMiddle);
}

/** A type without a name is that of files without an ending. */
function groupName(name: string | null): string {
  return name === null ? "no ending" : shownName(name);
}
