/**
 * Tokens that stand in a text as a whole, whatever the model would make of it: found first, and cut out. Those that are
 * not normalized are cut out of the text as it was given; what is left is normalized, section by section, and the
 * normalized ones are found there, by their own normalized form. Follows tokenizer/added_vocabulary.rs of
 * huggingface/tokenizers 0.23.
 */
import { AlignedText } from "../aligned/aligned-text.ts";
import { SPACE, WORD } from "../characters/classes.ts";
import type { Normalizer } from "../normalizers/normalizer.ts";
import { ByteNeedles } from "./byte-needles.ts";
import { foundTokens, withEmptyTokens } from "./found-tokens.ts";
import { type Finder, GuardedFinder, type OpenableFinder, type TextRanges } from "./finder.ts";
import { lateFinder } from "./late-finder.ts";
import { OpenNormalizer, OpenTokens, type TextParts } from "./open-tokens.ts";

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

/** A part of a text: an added token, or normalized text without any. */
export interface Section {
  readonly text: AlignedText;
  readonly token?: AddedToken;
}

const endsWithWord = /* @__PURE__ */ new RegExp(`${WORD}$`, "u");
const startsWithWord = /* @__PURE__ */ new RegExp(`^${WORD}`, "u");
const isSpace = /* @__PURE__ */ new RegExp(`^${SPACE}$`, "u");
const spacesAtStart = /* @__PURE__ */ new RegExp(`^${SPACE}*`, "u");

/** Those of one kind, with what finds them. */
interface Group {
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

export class AddedTokens {
  readonly #normalizer: Normalizer | undefined;
  readonly #finderOf: (texts: readonly string[]) => OpenableFinder;
  #raw: Group;
  readonly #normalized: Group;
  /** Those that are found in every text; made when they are first asked for. */
  #ordinary: ByteNeedles | undefined;

  /** @param finderOf makes what finds some texts, none of them empty */
  constructor(
    tokens: readonly AddedToken[],
    normalizer: Normalizer | undefined,
    finderOf: (texts: readonly string[]) => OpenableFinder,
  ) {
    this.#normalizer = normalizer;
    this.#finderOf = finderOf;
    const group = (some: readonly (readonly [string, AddedToken])[]): Group => {
      // If two have the same text, the library takes either, by chance.
      const byText = new Map(some);
      const finding = (which: (token: AddedToken) => boolean): OpenableFinder | undefined => {
        const texts = [...byText].filter(([text, token]) => text !== "" && which(token)).map(([text]) => text);
        return texts.length === 0 ? undefined : lateFinder(texts, finderOf);
      };
      let kinds: ReturnType<Group["kinds"]> | undefined;
      const found = [...byText].filter(([text]) => text !== "");
      return {
        byText,
        finder: finding(() => true),
        found: found.map(([, token]) => token),
        lengths: found.map(([{ length }]) => length),
        findsEmpty: byText.has(""),
        kinds: () =>
          (kinds ??= { special: finding((token) => token.isSpecial), other: finding((token) => !token.isSpecial) }),
      };
    };
    // A token without text is none.
    const all = tokens.filter(({ content }) => content !== "");
    const [raw, normalized] = [all.filter((one) => !one.isNormalized), all.filter((one) => one.isNormalized)];
    this.#raw = group(raw.map((token) => [token.content, token]));
    this.#normalized = group(normalized.map((token) => [normalizer?.normalize(token.content) ?? token.content, token]));
  }

  /** Whether no token is looked for in normalized text. */
  get areRaw(): boolean {
    return this.#normalized.byText.size === 0;
  }

  /** The same with another normalizer, for those that are raw. */
  before(normalizer: Normalizer | undefined): AddedTokens {
    const same = new AddedTokens([], normalizer, (texts) => this.#finderOf(texts));
    same.#raw = this.#raw;
    return same;
  }

  /**
   * @param isText whether a token is text like the rest
   * @param keepsPlaces whether it is still known then where normalized text comes from, which takes longer
   * @param guarded parts of the text that no special token may share a character with
   */
  cut(
    text: AlignedText,
    isText: (token: AddedToken) => boolean,
    keepsPlaces: boolean,
    guarded: TextRanges = [],
  ): Section[] {
    const needsPlaces = keepsPlaces || guarded.length > 0;
    return cutBy(this.#raw, text, isText, guarded).flatMap((section) => {
      if (section.token !== undefined) return [section];
      return cutBy(this.#normalized, this.#normalize(section.text, needsPlaces), isText, guarded);
    });
  }

  /** Whether nothing but raw tokens is cut out, and what is left is not normalized: then there is `visit`. */
  get areAlone(): boolean {
    return this.#normalizer === undefined && this.areRaw;
  }

  /**
   * As `cut`, for tokens that are alone, without objects.
   * @param visit gets each part of the text
   */
  visit(text: string, isText: (token: AddedToken) => boolean, visit: Visit): void {
    visitCuts(this.#raw, text, undefined, isText, visit);
  }

  /**
   * The same for a text that comes in parts; undefined where it has to be there as a whole.
   * @param isText may throw
   * @param next gets the text between the tokens
   */
  open(isText: (token: AddedToken) => boolean, next: TextParts): TextParts | undefined {
    const normalizer = this.#normalizer;
    if (normalizer?.keepsAsciiApart === false || this.#normalized.findsEmpty) return undefined;
    const tokens = [...this.#raw.byText.values(), ...this.#normalized.byText.values()];
    if (tokens.some((token) => looksAround(token) && isFound(token, isText))) return undefined;
    const opened = (group: Group, then: TextParts): TextParts =>
      group.finder === undefined ? then : new OpenTokens(group.finder, group.byText, isText, then);
    const normalized = opened(this.#normalized, next);
    return opened(this.#raw, normalizer === undefined ? normalized : new OpenNormalizer(normalizer, normalized));
  }

  /** Whether a text in UTF-8 has nothing to be normalized, and no added token but special ones. */
  isOrdinary(utf8: Uint8Array): boolean {
    if (this.#normalized.findsEmpty) return false;
    if (this.#normalizer !== undefined && !(this.#normalizer.keepsAscii && isAscii(utf8))) return false;
    this.#ordinary ??= new ByteNeedles(
      [this.#raw, this.#normalized].flatMap(({ byText }) =>
        Array.from(byText).flatMap(([text, token]) => (token.isSpecial ? [] : [text])),
      ),
    );
    return !this.#ordinary.standIn(utf8);
  }

  #normalize(section: AlignedText, keepsPlaces: boolean): AlignedText {
    if (this.#normalizer === undefined) return section;
    if (keepsPlaces) return this.#normalizer.align(section);
    const normalized = this.#normalizer.normalize(section.text);
    return normalized === section.text ? section : AlignedText.of(normalized);
  }
}

/** Whether what is beside a token decides about it. */
function looksAround({ isSingleWord, stripsLeft, stripsRight }: AddedToken): boolean {
  return isSingleWord || stripsLeft || stripsRight;
}

/** Whether a token may be cut out; one that is an error is not. */
function isFound(token: AddedToken, isText: (token: AddedToken) => boolean): boolean {
  try {
    return !isText(token);
  } catch {
    return false;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at]! > 0x7f) return false;
  return true;
}

function cutBy(
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

/** @param guardedFinder in place of the group's own */
function visitCuts(
  group: Group,
  text: string,
  guardedFinder: Finder | undefined,
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
  if (guardedFinder !== undefined || findsEmpty) {
    const matches = foundTokens(guardedFinder ?? finder, text);
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
