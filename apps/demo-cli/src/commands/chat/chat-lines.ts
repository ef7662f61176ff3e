/** A rendered chat in lines that fit the terminal, its special tokens marked: by colour, or by brackets. */
import { drawText } from "../../show/draw-text.ts";
import { splitToWidth, widthOf } from "../../show/graphemes.ts";
import { styleTag } from "../../show/own-sequences.ts";

const SPECIAL = styleTag("1;38;5;231;48;5;54");
const RESET = styleTag("0");
/** Around a special token where there is no colour: one column wide each, and in hardly any text. */
const [OPEN, CLOSE] = ["\u27e6", "\u27e7"];

/** Lines without line ends; a line of the text that is wider than the terminal takes several. */
export function* chatLines(
  parts: Iterable<{ readonly text: string; readonly isSpecial: boolean }>,
  { columns, isStyled }: { readonly columns: number; readonly isStyled: boolean },
): Generator<string> {
  let [line, used] = ["", 0];
  for (const { text, isSpecial } of parts) {
    for (const [i, row] of text.split("\n").entries()) {
      if (i > 0) {
        yield line;
        [line, used] = ["", 0];
      }
      const drawn = drawText(row, false);
      const shown = isSpecial && !isStyled ? OPEN + drawn + CLOSE : drawn;
      for (const piece of cutToWidth(shown, columns - used, columns)) {
        if (used + widthOf(piece) > columns) {
          yield line;
          [line, used] = ["", 0];
        }
        line += isSpecial && isStyled && piece !== "" ? SPECIAL + piece + RESET : piece;
        used += widthOf(piece);
      }
    }
  }
  if (line !== "") yield line;
}

/** What still fits into the line, then whole lines. */
function cutToWidth(text: string, room: number, columns: number): string[] {
  if (text === "") return [];
  if (room <= 0) return splitToWidth(text, columns);
  const first = splitToWidth(text, room)[0]!;
  const rest = text.slice(first.length);
  return rest === "" ? [first] : [first, ...splitToWidth(rest, columns)];
}
