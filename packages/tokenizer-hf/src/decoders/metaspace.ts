/** The visible character becomes a space again. Source: pre_tokenizers/metaspace.rs of huggingface/tokenizers 0.23. */
import type { PrependScheme } from "../pre-tokenizers/metaspace.ts";
import type { Decoder } from "./decoder.ts";

/** @param prependScheme unless it is "never", the first token has none of them left, wherever they stand in it */
export function metaspaceDecoder(replacement: string, prependScheme: PrependScheme): Decoder {
  const first = prependScheme === "never" ? " " : "";
  return { decode: (tokens) => tokens.map((token, i) => token.replaceAll(replacement, i === 0 ? first : " ")) };
}
