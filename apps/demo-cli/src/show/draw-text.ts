/**
 * A text's own characters as a person can see them: white space as marks, what is hidden by its name,
 * characters whole. What is harmful is core's word; what this adds is how it is drawn.
 */
import { visibleText } from "@windrow/core";
import { graphemesOf } from "./graphemes.ts";
import { remembered } from "./remember.ts";

/** What is shown for white space that would end or move a line. */
const MARKS: Readonly<Record<string, string>> = { "\n": "\u21b5", "\r": "\u240d", "\t": "\u2192" };

/** Harmless, but nothing to see where they stand alone: joiners, variation selectors and the like. */
const UNSEEN_ALONE = /^[\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;
/** What would be drawn over the character before it. */
const COMBINING = /^(?:\p{M}|\p{Emoji_Modifier}|\u200d)/u;

/** How each character is shown: itself, a mark, or its code point as `<U+200B>`. @param whitespace show spaces as well */
export function drawText(text: string, whitespace: boolean): string {
  if (/^[!-~]*$/.test(text)) return text;
  return whitespace ? withWhitespace(text) : withoutWhitespace(text);
}

const withWhitespace = remembered((text) => drawGraphemes(text, true));
const withoutWhitespace = remembered((text) => drawGraphemes(text, false));

function drawGraphemes(text: string, whitespace: boolean): string {
  let shown = "";
  for (const grapheme of graphemesOf(text)) shown += drawGrapheme(grapheme, whitespace);
  return shown;
}

/** Bytes that may not be a whole text: whole characters as they are, other bytes as `<0xE2>`. */
export function drawBytes(bytes: Uint8Array, whitespace: boolean): string {
  let shown = "";
  let from = 0;
  let pending = "";
  const flush = (): void => {
    shown += drawText(pending, whitespace);
    pending = "";
  };
  while (from < bytes.length) {
    const length = characterLength(bytes, from);
    if (length > 0) pending += Buffer.from(bytes.subarray(from, from + length)).toString("utf8");
    else {
      flush();
      shown += `<0x${bytes[from]!.toString(16).toUpperCase().padStart(2, "0")}>`;
    }
    from += Math.max(1, length);
  }
  flush();
  return shown;
}

function drawGrapheme(grapheme: string, whitespace: boolean): string {
  if (grapheme === " ") return whitespace ? "\u00b7" : " ";
  if (UNSEEN_ALONE.test(grapheme)) return codePoint(grapheme);
  if (whitespace && /^\p{Zs}$/u.test(grapheme)) return codePoint(grapheme);
  const safe = visibleText(grapheme) === grapheme ? grapheme : Array.from(grapheme, drawHarmful).join("");
  return COMBINING.test(safe) ? `\u25cc${safe}` : safe;
}

function drawHarmful(character: string): string {
  if (visibleText(character) === character) return character;
  const code = character.codePointAt(0)!;
  if (MARKS[character] !== undefined) return MARKS[character];
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : codePoint(character);
}

function codePoint(character: string): string {
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** Bytes of the whole character at a place, or 0 where there is none. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length <= 1) return length;
  try {
    const decoded = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(at, at + length));
    return decoded === "" ? 0 : length;
  } catch {
    return 0;
  }
}
