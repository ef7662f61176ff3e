/** Tokens as a person can see them on one line. */

const VISIBLE: Readonly<Record<string, string>> = { "\n": "\u21b5", "\r": "\u240d", "\t": "\u2192" };

/** White space made visible; other control characters as U+FFFD. */
export function showToken(token: string): string {
  return token.replace(/\p{Cc}/gu, (control) => VISIBLE[control] ?? "\ufffd");
}

/** As many of the parts, joined, as fit into `width` columns; an ellipsis stands for the rest. */
export function fitLine(parts: Iterable<string>, separator: string, width: number): string {
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : line + separator + part;
    if (columns(longer) > width - 2) return line === "" ? fitText(part, width) : `${line}${separator.trimEnd()} \u2026`;
    line = longer;
  }
  return line;
}

/** The beginning of a text that fits into `width` columns; an ellipsis stands for the rest. */
export function fitText(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 2).join("")} \u2026`;
}

/** Characters; that ideographs are two columns wide and combining marks none is not counted. */
function columns(text: string): number {
  return [...text].length;
}
