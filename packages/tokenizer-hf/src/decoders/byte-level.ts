/** Tokens of printable characters for bytes; one with another character is text. */
import { bytesOfAddedToken } from "@windrow/tokenizer-bpe/internal";
import type { Decoder } from "./decoder.ts";

export const byteLevel: Decoder = {
  decode(tokens) {
    const decode = openBytes();
    return [tokens.map((token) => decode(token)).join("") + decode()];
  },
};

/** The text of tokens one after another; without a token, what waited for the rest of a character. */
export function openBytes(): (token?: string) => string {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  return (token) => (token === undefined ? utf8.decode() : utf8.decode(bytesOfAddedToken(token), { stream: true }));
}

/** The bytes of tokens, one after another. */
export function bytesOfTokens(tokens: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = tokens.map(bytesOfAddedToken);
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
