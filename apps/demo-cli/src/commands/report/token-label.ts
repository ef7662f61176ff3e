/** Tokens as a page shows them: what is not a whole character as its bytes, what can't be seen as its code. */
import { visibleText } from "@windrow/core";

/** Longer tokens are cut: nobody reads more in a box or a tip. */
const MAX_SHOWN = 80;

/** Joiners, variation selectors and the like, which show nothing where they stand alone. */
const INVISIBLE = /^[\p{Cf}\p{Variation_Selector}\u034f]+$/u;
const MARKS = /^\p{M}+$/u;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Characters of a token's bytes; bytes that are not a whole character as `<0xE2>`. */
export function labelOfBytes(bytes: Uint8Array): string {
  let label = "";
  let at = 0;
  while (at < bytes.length) {
    const length = lengthOfCharacter(bytes[at]!);
    const character = decodeStrictly(bytes.subarray(at, at + length));
    label += character === undefined ? hexByte(bytes[at]!) : character;
    at += character === undefined ? 1 : length;
  }
  return labelOfText(label);
}

/** A token's text with what is not to be seen named as `<U+200D>`, cut where it is long. */
export function labelOfText(text: string): string {
  const shown = visibleText(text) === text ? text : Array.from(text, labelOfCharacter).join("");
  if (INVISIBLE.test(shown)) return codePoints(shown);
  if (MARKS.test(shown)) return `\u25cc${shown}`;
  if (shown.length <= MAX_SHOWN) return shown;
  return `${Array.from(shown.slice(0, 2 * MAX_SHOWN))
    .slice(0, MAX_SHOWN)
    .join("")}\u2026`;
}

/** Tabs and line ends stay: the page draws them itself. */
function labelOfCharacter(character: string): string {
  return /[\t\n\r]/.test(character) || visibleText(character) === character ? character : codePoints(character);
}

function codePoints(text: string): string {
  return Array.from(text, (char) => `<U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`).join("");
}

function hexByte(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}

/** Bytes of the character that begins with this one, by UTF-8's rules. */
function lengthOfCharacter(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}
