/** Tokens with a space before each but those that go on with a word. Source: decoders/wordpiece.rs of huggingface/tokenizers 0.23. */
import { cleanedPiece } from "./clean-up.ts";
import type { Decoder } from "./decoder.ts";

/** @param cleansUp whether spaces before `.`, `,`, `n't` and the like are taken away, token by token */
export function wordPieceDecoder(prefix: string, cleansUp: boolean): Decoder {
  const spaced = (token: string): string => (token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`);
  return {
    decode: (tokens) =>
      tokens.map((token, i) => {
        const text = i === 0 ? token : spaced(token);
        return cleansUp ? cleanedPiece(text) : text;
      }),
  };
}
