/** Numbers and tokens as words. */

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const whole = new Intl.NumberFormat("en-GB");

/** 12,345 */
export function count(value: number): string {
  return whole.format(value);
}

/** 4.21, or a dash where there is nothing to divide by. */
export function ratio(above: number, below: number): string {
  return below === 0
    ? "\u2013"
    : (above / below).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** "1 token", "2 tokens" */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** A row of a matrix as text: its first numbers. */
export function numbers(row: readonly number[], most: number): string {
  return `${row
    .slice(0, most)
    .map((value) => decimal(value, 2))
    .join("  ")}${row.length > most ? "  \u2026" : ""}`;
}

/** A number with a true minus sign. */
export function decimal(value: number, digits: number): string {
  return value.toFixed(digits).replace("-", "\u2212");
}

/** White space drawn: a dot for a space, arrows for tabs and line ends. */
export function visibleSpace(label: string): string {
  return label
    .replaceAll(" ", "\u00b7")
    .replaceAll("\t", "\u2192")
    .replaceAll("\n", "\u21b5")
    .replaceAll("\r", "\u240d");
}

/** A token for a heading or a label: on one line, its white space drawn; a long one cut between characters. */
export function onOneLine(label: string, most: number = 40): string {
  const shown = visibleSpace(label);
  if (shown.length <= most) return shown;
  const characters = Array.from(segmenter.segment(shown.slice(0, 8 * most)), ({ segment }) => segment);
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}\u2026`;
}

/** What a screen reader should say of a token. */
export function spoken(label: string): string {
  if (label.trim() !== "") return label.startsWith(" ") ? `space ${label.trim()}` : label;
  if (label.includes("\n")) return "line break";
  return label === "" ? "nothing" : "space";
}
