/**
 * Text made safe and visible for a terminal: nothing that a text contains can move the cursor,
 * change a colour, turn the direction of what stands around it, or be there unseen.
 */
import { graphemesOf } from "./graphemes.ts";
import { remembered } from "./remember.ts";

/** What is shown for white space that would end or move a line. */
const MARKS: Readonly<Record<string, string>> = { "\n": "\u21b5", "\r": "\u240d", "\t": "\u2192" };

/** Controls, formatting characters that have no look of their own, separators, surrogates. */
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]$/u;
/** Never let through, whatever it stands with. */
const HARMFUL = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** What would be drawn over the character before it. */
const COMBINING = /^(?:\p{M}|\p{Emoji_Modifier}|\u200d)/u;

/** How each character is shown: itself, a mark, or its code point as `<U+200B>`. @param whitespace show spaces as well */
export function visibleText(text: string, whitespace: boolean): string {
  if (/^[!-~]*$/.test(text)) return text;
  return whitespace ? withWhitespace(text) : withoutWhitespace(text);
}

const withWhitespace = remembered((text) => visibleGraphemes(text, true));
const withoutWhitespace = remembered((text) => visibleGraphemes(text, false));

function visibleGraphemes(text: string, whitespace: boolean): string {
  let shown = "";
  for (const grapheme of graphemesOf(text)) shown += visibleGrapheme(grapheme, whitespace);
  return shown;
}

/** Bytes that may be no whole text: whole characters as they are, other bytes as `<0xE2>`. */
export function visibleBytes(bytes: Uint8Array, whitespace: boolean): string {
  let shown = "";
  let from = 0;
  let pending = "";
  const flush = (): void => {
    shown += visibleText(pending, whitespace);
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

function visibleGrapheme(grapheme: string, whitespace: boolean): string {
  if (grapheme === " ") return whitespace ? "\u00b7" : " ";
  if (UNSEEN.test(grapheme)) return visibleControl(grapheme);
  if (whitespace && /^\p{Zs}$/u.test(grapheme)) return codePoint(grapheme);
  const safe = grapheme.replaceAll(HARMFUL, visibleControl);
  return COMBINING.test(safe) ? `\u25cc${safe}` : safe;
}

function visibleControl(control: string): string {
  const code = control.codePointAt(0)!;
  if (MARKS[control] !== undefined) return MARKS[control];
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : codePoint(control);
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
