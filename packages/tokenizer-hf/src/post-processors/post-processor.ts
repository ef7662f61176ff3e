/** What is done with the tokens of a text, or of two. */
import { append, emptyEncoding, type Encoding } from "./encoding.ts";

export interface PostProcessor {
  /** @param addsSpecial whether special tokens are put there */
  process(encodings: readonly Encoding[], addsSpecial: boolean): Encoding[];
}

/** One text behind another, each with its number as type. */
export const noProcessor: PostProcessor = { process: (encodings) => [...encodings] };

export function joined(encodings: readonly Encoding[]): Encoding {
  const all = emptyEncoding();
  for (const encoding of encodings) append(all, encoding);
  return all;
}
