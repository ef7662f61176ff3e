/** Whether a place in a text is one that an anchor asks for. */
import type { OP } from "./program.ts";

/** @param anchor its instruction @param searchStart where the search for this match began */
export function isAtAnchor(anchor: number, text: string, at: number, searchStart: number): boolean {
  switch (anchor) {
    case 20 satisfies typeof OP.TEXT_START:
      return at === 0;
    case 21 satisfies typeof OP.TEXT_END:
      return at === text.length;
    case 22 satisfies typeof OP.LAST_LINE_END:
      return at === text.length || (at === text.length - 1 && text[at] === "\n");
    case 23 satisfies typeof OP.LINE_START:
      // There is no line behind a line feed that ends the text.
      return at === 0 || (at < text.length && text[at - 1] === "\n");
    case 24 satisfies typeof OP.LINE_END:
      return at === text.length || text[at] === "\n";
    case 25 satisfies typeof OP.SEARCH_START:
      return at === searchStart;
    default:
      return false;
  }
}

/** The place so many characters back; -1 where the text has not so many. */
export function stepBack(text: string, place: number, characters: number): number {
  let at = place;
  for (let i = 0; i < characters; i++) {
    if (at === 0) return -1;
    at -= at > 1 && (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00 ? 2 : 1;
  }
  return at;
}
