/** Characters as a person sees them, and the columns they take: never cut one in two, never overflow a line. */
import stringWidth from "string-width";
import { withoutTags } from "./own-sequences.ts";
import { remembered } from "./remember.ts";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The characters of a text as a person counts them: combining marks and emoji sequences stay with what they belong to. */
export function* graphemesOf(text: string): Generator<string> {
  if (isPlain(text)) yield* text;
  else for (const { segment } of segmenter.segment(text)) yield segment;
}

/**
 * Where the character begins that the unit at `index` belongs to: `index` itself between two characters.
 * Only that unit's line is looked at, since no character goes on after a line feed.
 */
export function characterStart(text: string, index: number): number {
  if (index >= text.length) return text.length;
  const lineStart = index === 0 ? 0 : text.lastIndexOf("\n", index - 1) + 1;
  const feed = text.indexOf("\n", index);
  const line = text.slice(lineStart, feed < 0 ? text.length : feed + 1);
  return lineStart + segmenter.segment(line).containing(index - lineStart)!.index;
}

/**
 * Columns that a text takes at most. Terminals differ on emoji sequences: some draw a family as one
 * picture of two columns, others its members side by side. The larger of the two counts, since a
 * line that is too long breaks and one that is too short does not. Tags of styles take none.
 */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  const shown = withoutTags(text);
  return isPlain(shown) ? shown.length : widthOfOther(shown);
}

const widthOfOther = remembered((text) => {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    let apart = 0;
    // Spacing marks have a column of their own where a terminal does not know sequences.
    for (const character of segment) apart += /\p{Mc}/u.test(character) ? 1 : stringWidth(character);
    width += Math.max(apart, stringWidth(segment));
  }
  return width;
});

/** Parts of a text that each fit into `width` columns, cut between characters; a single wider one stands alone. */
export function splitToWidth(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  const parts: string[] = [];
  let [part, used] = ["", 0];
  for (const grapheme of graphemesOf(text)) {
    const columns = widthOf(grapheme);
    if (part !== "" && used + columns > width) {
      parts.push(part);
      [part, used] = ["", 0];
    }
    part += grapheme;
    used += columns;
  }
  return [...parts, part];
}

/** Printable ASCII: one column each. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
