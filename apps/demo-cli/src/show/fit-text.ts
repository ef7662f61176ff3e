/** Texts cut to a width in columns, between characters. Styles end where they are cut. */
import { graphemesOf, widthOf } from "./graphemes.ts";
import { splitAtTags } from "./own-sequences.ts";

/** As many of the parts, joined, as fit into `width` columns; an ellipsis stands for the rest. */
export function fitLine(parts: Iterable<string>, separator: string, width: number): string {
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : line + separator + part;
    if (widthOf(longer) > width - 2)
      return line === "" ? fitText(part, width) : fitText(`${line}${separator.trimEnd()} \u2026`, width);
    line = longer;
  }
  return line;
}

/** The beginning of a text that fits into `width` columns; an ellipsis stands for the rest. */
export function fitText(text: string, width: number): string {
  const parts = splitAtTags(text);
  // No character takes less than no column, but few take none: a look at the beginning is enough.
  if ((parts.length > 1 || text.length <= 64 * width) && widthOf(text) <= width) return text;
  let [line, used, isFull] = ["", 0, false];
  for (const [i, part] of parts.entries()) {
    // Tags stay behind the cut too: a style that begins before it ends there.
    if (i % 2 === 1) line += part;
    else if (!isFull) {
      for (const grapheme of graphemesOf(part.slice(0, 64 * width))) {
        used += widthOf(grapheme);
        isFull = used > width - 2;
        if (isFull) break;
        line += grapheme;
      }
      if (isFull) line += " \u2026";
    }
  }
  return isFull ? line : `${line} \u2026`;
}

/** The same, cut between words where that leaves half of the width and more: prose. */
export function fitWords(text: string, width: number): string {
  const fitting = fitText(text, width);
  if (fitting === text) return text;
  const cut = fitting.slice(0, -" \u2026".length);
  const end = text[cut.length] === " " ? cut.length : cut.lastIndexOf(" ");
  return widthOf(cut.slice(0, Math.max(0, end))) < width / 2 ? fitting : `${cut.slice(0, end)} \u2026`;
}

/** A text with spaces behind it, up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** A text with spaces before it, up to `width` columns. */
export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}
