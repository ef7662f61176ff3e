/** A line broken at its spaces where it is too long for a terminal. */
import { splitToWidth, widthOf } from "./graphemes.ts";

/** Lines of at most `width` columns; a word that is longer is cut between characters. A line that fits stays as it is. */
export function wrapWords(line: string, width: number): string[] {
  if (widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ").flatMap((text) => splitToWidth(text, width))) {
    if (current !== "" && widthOf(current) + 1 + widthOf(word) > width) {
      lines.push(current.trimEnd());
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
