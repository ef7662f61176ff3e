/** The added tokens in a text, one after another. Follows AhoCorasick.find_iter of Rust's aho-corasick 1.1. */
import type { Finder, FoundToken } from "./finder.ts";

/** @param finder undefined where there is nothing to find */
export function* foundTokens(finder: Finder | undefined, text: string): Iterable<FoundToken> {
  let match = finder?.next(text, 0);
  while (match !== undefined) {
    yield match;
    match = finder!.next(text, match.index + match.token.length);
  }
}

/**
 * The same where there is a token of no text: it stands before each character and at the end, but not where another one
 * begins, nor right behind one.
 */
export function* withEmptyTokens(found: Iterable<FoundToken>, text: string): Iterable<FoundToken> {
  let at = 0;
  for (const match of found) {
    for (; at < match.index; at = behind(text, at)) yield { index: at, token: "" };
    yield match;
    at = behind(text, match.index + match.token.length);
  }
  for (; at <= text.length; at = behind(text, at)) yield { index: at, token: "" };
}

/** The place behind a character. */
function behind(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}
