/** The bytes of a text as GPT-2's printable characters, each of which comes from its byte's character. */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import { CHARACTERS } from "../characters/byte-characters.ts";
import type { Normalizer } from "./normalizer.ts";

const utf8 = /* @__PURE__ */ new TextEncoder();

export class ByteLevelNormalizer implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii = false;

  normalize(text: string): string {
    return Array.from(utf8.encode(text), (byte) => CHARACTERS[byte]!).join("");
  }

  align(text: AlignedText): AlignedText {
    const changes: Change[] = [];
    for (const character of text.text)
      for (const [i, byte] of utf8.encode(character).entries()) changes.push([CHARACTERS[byte]!, i === 0 ? 0 : 1]);
    return text.change(changes);
  }
}
