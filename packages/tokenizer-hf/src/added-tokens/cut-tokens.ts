/** Cuts the added tokens of one kind out of a text. Follows tokenizer/added_vocabulary.rs of huggingface/tokenizers 0.23. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import { SPACE, WORD } from "../characters/classes.ts";
import { type Finder, GuardedFinder, type OpenableFinder, type TextRanges } from "./finder.ts";
import { foundTokens, withEmptyTokens } from "./found-tokens.ts";

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly isSpecial: boolean;
  readonly isNormalized: boolean;
  /** Found only where no word character stands beside it. */
  readonly isSingleWord: boolean;
  /** Takes the white space before it, and behind it. */
  readonly stripsLeft: boolean;
  readonly stripsRight: boolean;
}

/** A special token that is found as it stands, whatever is beside it. */
export function plainSpecialToken(id: number, content: string): AddedToken {
  return {
    id,
    content,
    isSpecial: true,
    isNormalized: false,
    isSingleWord: false,
    stripsLeft: false,
    stripsRight: false,
  };
}

/** A part of a text: an added token, or normalized text without any. */
export interface Section {
  readonly text: AlignedText;
  readonly token?: AddedToken;
}

/** Those of one kind, with what finds them. */
export interface Group {
  /** By what is looked for; a token that normalizes to nothing by "". */
  readonly byText: ReadonlyMap<string, AddedToken>;
  readonly finder: OpenableFinder | undefined;
  /** Those that it finds, and the lengths of what it looks for, in UTF-16 units. */
  readonly found: readonly AddedToken[];
  readonly lengths: readonly number[];
  readonly findsEmpty: boolean;
  /** For the special ones alone, and for the others; made when they are first asked for. */
  readonly kinds: () => { readonly special: Finder | undefined; readonly other: Finder | undefined };
}

const endsWithWord = /* @__PURE__ */ new RegExp(`${WORD}$`, "u");
const startsWithWord = /* @__PURE__ */ new RegExp(`^${WORD}`, "u");
const isSpace = /* @__PURE__ */ new RegExp(`^${SPACE}$`, "u");
const spacesAtStart = /* @__PURE__ */ new RegExp(`^${SPACE}*`, "u");

/** Whether what is beside a token decides about it. */
export function looksAround({ isSingleWord, stripsLeft, stripsRight }: AddedToken): boolean {
  return isSingleWord || stripsLeft || stripsRight;
}

export function cutBy(
  group: Group,
  aligned: AlignedText,
  isText: (token: AddedToken) => boolean,
  guarded: TextRanges,
): Section[] {
  const finder = guarded.length === 0 ? undefined : guardedFinder(group, aligned, guarded);
  const sections: Section[] = [];
  visitCuts(group, aligned.text, finder, isText, (start, end, token) => {
    const text = aligned.slice(start, end);
    sections.push(token === undefined ? { text } : { text, token });
  });
  return sections;
}

/** Gets a part of a text: an added token, or text without any. */
export type Visit = (start: number, end: number, token: AddedToken | undefined) => void;

/** @param guardedBy in place of the group's own */
export function visitCuts(
  group: Group,
  text: string,
  guardedBy: Finder | undefined,
  isText: (token: AddedToken) => boolean,
  visit: Visit,
): void {
  // In an empty text the library looks for nothing.
  if (text === "") return;
  let done = 0;
  const take = (token: AddedToken, index: number, length: number): void => {
    if (isText(token)) return;
    let start = index;
    let end = index + length;
    if (looksAround(token)) {
      if (token.isSingleWord && isInWord(text, start, end)) return;
      if (token.stripsLeft) {
        while (start > done && isSpace.test(text[start - 1]!)) start--;
        start = Math.max(start, done);
      }
      if (token.stripsRight) end += spacesAtStart.exec(text.slice(end))![0].length;
    }
    // The token before has taken this one: the library does not return from that.
    if (start > end) return;
    if (done < start) visit(done, start, undefined);
    // White space that the token before has taken is looked at again, as in the library: it may be in two tokens.
    if (start < end) visit(start, end, token);
    done = end;
  };
  const { byText, finder, found, lengths, findsEmpty } = group;
  if (guardedBy !== undefined || findsEmpty) {
    const matches = foundTokens(guardedBy ?? finder, text);
    for (const { index, token } of findsEmpty ? withEmptyTokens(matches, text) : matches)
      take(byText.get(token)!, index, token.length);
  } else if (finder !== undefined) {
    const cursor = finder.cursor();
    for (let from = 0; cursor.find(text, from);) {
      const { token, index } = cursor;
      const length = lengths[token]!;
      take(found[token]!, index, length);
      from = index + length;
    }
  }
  if (done < text.length) visit(done, text.length, undefined);
}

/** Whether a word character stands beside a part of a text. */
function isInWord(text: string, start: number, end: number): boolean {
  return endsWithWord.test(lastCharacter(text, start)) || startsWithWord.test(text.slice(end, end + 2));
}

function guardedFinder({ byText, kinds }: Group, aligned: AlignedText, guarded: TextRanges): Finder {
  const { special, other } = kinds();
  return new GuardedFinder(aligned.text, within(aligned, guarded), byText.keys(), special, other);
}

/** The parts of a text that came from parts of the whole, by halving. */
function within(aligned: AlignedText, guarded: TextRanges): TextRanges {
  const parts: [number, number][] = [];
  for (let at = 0; at < aligned.text.length; at++) {
    const [start, end] = aligned.origin(at, at + 1);
    // What was put there by a normalizer has no origin of its own: it is the text around.
    if (!overlaps(guarded, start, Math.max(end, start + 1))) continue;
    const last = parts.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else parts.push([at, at + 1]);
  }
  return parts;
}

function overlaps(ranges: TextRanges, start: number, end: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]![1] > start) high = middle;
    else low = middle + 1;
  }
  return low < ranges.length && ranges[low]![0] < end;
}

/** The character before a place; "" at the beginning. */
function lastCharacter(text: string, at: number): string {
  return text.slice(Math.max(0, at - 2), at);
}
