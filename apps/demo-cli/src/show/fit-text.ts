/** Texts cut to a width in columns, between characters. */
import { graphemesOf, widthOf } from "./graphemes.ts";

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
  // No character takes less than no column, but few take none: a look at the beginning is enough.
  if (text.length <= 64 * width && widthOf(text) <= width) return text;
  let [line, used] = ["", 0];
  for (const grapheme of graphemesOf(text.slice(0, 64 * width))) {
    used += widthOf(grapheme);
    if (used > width - 2) break;
    line += grapheme;
  }
  return `${line} \u2026`;
}

/** A text with spaces behind it, up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** A text with spaces before it, up to `width` columns. */
export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}
