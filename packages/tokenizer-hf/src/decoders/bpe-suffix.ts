/** The ends of words become spaces, and nothing in the last token. Source: decoders/bpe.rs of huggingface/tokenizers 0.23. */
import type { Decoder } from "./decoder.ts";
import { replacedText } from "./replaced-text.ts";

/** @param suffix what a token has where a word ends */
export function bpeSuffixDecoder(suffix: string): Decoder {
  return {
    decode: (tokens) => tokens.map((token, i) => replacedText(token, suffix, i === tokens.length - 1 ? "" : " ")),
  };
}
