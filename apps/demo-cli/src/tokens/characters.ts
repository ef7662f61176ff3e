/** The characters of a text, as a person sees them. */
import { graphemesOf } from "../show/graphemes.ts";

/** Line by line, because a segmenter over a whole book is slow to begin. No character goes on after a line feed. */
export function* charactersOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed + 1;
    const line = text.slice(at, end);
    // A segmenter takes ten times as long to say that each letter is one.
    if (/^[\t\n -~]*$/.test(line)) yield* line;
    else yield* graphemesOf(line);
    at = end;
  }
}
