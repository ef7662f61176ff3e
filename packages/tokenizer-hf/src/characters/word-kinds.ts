/** Whether a character is white space, punctuation, or part of a word: found out when it is first asked for. */
import { PUNCTUATION, SPACE } from "./classes.ts";

export const WORD_KIND = 1;
export const SPACE_KIND = 2;
export const PUNCTUATION_KIND = 3;

const isSpace = /* @__PURE__ */ new RegExp(`^${SPACE}$`, "u");
const isPunctuation = /* @__PURE__ */ new RegExp(`^${PUNCTUATION}$`, "u");
let table: Uint8Array | undefined;

/** By UTF-16 unit: the kind, or 0 where it is not known yet. It is filled by `kindAt`. */
export function kindTable(): Uint8Array {
  return (table ??= new Uint8Array(1 << 16));
}

/** The kind of the character that begins at a place. */
export function kindAt(text: string, at: number): number {
  const kinds = kindTable();
  const unit = text.charCodeAt(at);
  const known = kinds[unit]!;
  if (known !== 0) return known;
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const kind = isSpace.test(character) ? SPACE_KIND : isPunctuation.test(character) ? PUNCTUATION_KIND : WORD_KIND;
  // What half a pair is depends on the other.
  if ((unit & 0xfc00) !== 0xd800) kinds[unit] = kind;
  return kind;
}
