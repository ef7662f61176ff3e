/**
 * Tokens of connectionist temporal classification: each run of one token is that token, and padding is left out. Source:
 * decoders/ctc.rs of huggingface/tokenizers 0.23.
 */
import { cleanedPiece } from "./clean-up.ts";
import type { Decoder } from "./decoder.ts";
import { replacedText } from "./replaced-text.ts";

export interface CtcFile {
  readonly padToken: string;
  /** What stands between words. */
  readonly wordDelimiter: string;
  /** Whether the delimiter becomes a space, and spaces before `.`, `,`, `n't` and the like are taken away. */
  readonly cleansUp: boolean;
}

export function ctcDecoder({ padToken, wordDelimiter, cleansUp }: CtcFile): Decoder {
  const textOf = (token: string): string => {
    const text = replacedText(token, padToken, "");
    return cleansUp ? replacedText(cleanedPiece(text), wordDelimiter, " ") : text;
  };
  return {
    decode: (tokens) =>
      tokens
        .filter((token, i) => i === 0 || token !== tokens[i - 1])
        .map(textOf)
        .filter((text) => text !== ""),
  };
}
