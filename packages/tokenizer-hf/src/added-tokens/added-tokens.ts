/**
 * Tokens that stand in a text as a whole, whatever the model would make of it: found first, and cut out. Those that are
 * not normalized are cut out of the text as it was given; what is left is normalized, section by section, and the
 * normalized ones are found there, by their own normalized form. Follows tokenizer/added_vocabulary.rs of
 * huggingface/tokenizers 0.23.
 */
import { AlignedText } from "../aligned/aligned-text.ts";
import type { Normalizer } from "../normalizers/normalizer.ts";
import { ByteNeedles } from "./byte-needles.ts";
import {
  type AddedToken,
  cutBy,
  type Group,
  looksAround,
  plainSpecialToken,
  type Section,
  type Visit,
  visitCuts,
} from "./cut-tokens.ts";
import type { OpenableFinder, TextRanges } from "./finder.ts";
import { lateFinder } from "./late-finder.ts";
import { OpenNormalizer, OpenTokens, type TextParts } from "./open-tokens.ts";

export { plainSpecialToken };
export type { AddedToken, Section };

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
      const found = [...byText].filter(([text]) => text !== "");
      const finding = (which: typeof found): OpenableFinder | undefined => {
        const texts = which.map(([text]) => text);
        return texts.length === 0 ? undefined : lateFinder(texts, finderOf);
      };
      let kinds: ReturnType<Group["kinds"]> | undefined;
      return {
        byText,
        finder: finding(found),
        found: found.map(([, token]) => token),
        lengths: found.map(([{ length }]) => length),
        findsEmpty: byText.has(""),
        kinds: () =>
          (kinds ??= {
            special: finding(found.filter(([, token]) => token.isSpecial)),
            other: finding(found.filter(([, token]) => !token.isSpecial)),
          }),
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
