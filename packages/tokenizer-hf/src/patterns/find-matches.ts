/**
 * All matches of a text, one behind the other, as find_iter of the crate `onig` finds them: what is empty counts, but
 * not right behind another match, where the search goes on behind the next character. An empty text has none.
 */
import type { Span } from "../aligned/aligned-text.ts";

/** @param find the leftmost match from a place on */
export function* findMatches(text: string, find: (from: number) => Span | undefined): Generator<Span> {
  let from = 0;
  let lastEnd = -1;
  if (text === "") return;
  while (from <= text.length) {
    const match = find(from);
    if (match === undefined) return;
    const [start, end] = match;
    if (start === end && end === lastEnd) from += text.codePointAt(from)! > 0xffff ? 2 : 1;
    else {
      yield match;
      from = lastEnd = end;
    }
  }
}
