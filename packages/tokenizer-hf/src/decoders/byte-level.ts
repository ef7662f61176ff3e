/** Tokens of printable characters for bytes (characters/byte-characters.ts); one with another character is text. */
import { CHARACTERS } from "../characters/byte-characters.ts";
import type { Decoder } from "./decoder.ts";

const BYTES: ReadonlyMap<string, number> = new Map(CHARACTERS.map((character, byte) => [character, byte]));
const utf8 = new TextEncoder();

export const byteLevel: Decoder = {
  decode(tokens) {
    const bytes: number[] = [];
    for (const token of tokens) {
      const known = Array.from(token, (character) => BYTES.get(character));
      for (const byte of known.includes(undefined) ? utf8.encode(token) : known) bytes.push(byte!);
    }
    return [new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes))];
  },
};
