/** Texts cut to a width in columns, counted in characters: wide and combining ones are not told apart. */

/** As many of the parts, joined, as fit into `width` columns; an ellipsis stands for the rest. */
export function fitLine(parts: Iterable<string>, separator: string, width: number): string {
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : line + separator + part;
    if ([...longer].length > width - 2)
      return line === "" ? fitText(part, width) : fitText(`${line}${separator.trimEnd()} \u2026`, width);
    line = longer;
  }
  return line;
}

/** The beginning of a text that fits into `width` columns; an ellipsis stands for the rest. */
export function fitText(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 2).join("")} \u2026`;
}
