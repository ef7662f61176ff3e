/** Names cut in their middle: of paths that begin alike the ends differ, and of those that end alike the beginnings. */
import { graphemesOf, widthOf } from "./graphemes.ts";

const ELLIPSIS = "\u2026";

/** A name in `width` columns: where it is longer, a third of them for its beginning, an ellipsis, and its end. */
export function fitMiddle(name: string, width: number): string {
  // No character takes less than no column, but few take none: a look at both ends is enough.
  const reach = 64 * width;
  if (name.length <= reach && widthOf(name) <= width) return name;
  const before = takeWidth(graphemesOf(name.slice(0, reach)), Math.floor((width - 1) / 3));
  const after = takeWidth([...graphemesOf(name.slice(-reach))].toReversed(), width - 1 - widthOf(before.join("")));
  return `${before.join("")}${ELLIPSIS}${after.toReversed().join("")}`;
}

function takeWidth(graphemes: Iterable<string>, width: number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const grapheme of graphemes) {
    used += widthOf(grapheme);
    if (used > width) break;
    taken.push(grapheme);
  }
  return taken;
}
