/** Which list of `gpt-tokenizer/bpeRanks` an encoding has. */
import { unknownEncoding } from "./encodings.ts";
import type { EncodingName } from "./mapping.ts";
import type { ListedEncoding } from "./ranks.ts";

const LISTS: Readonly<Record<EncodingName, ListedEncoding>> = {
  gpt2: "r50k_base",
  r50k_base: "r50k_base",
  p50k_base: "p50k_base",
  p50k_edit: "p50k_base",
  cl100k_base: "cl100k_base",
  o200k_base: "o200k_base",
  o200k_harmony: "o200k_base",
};

/** @throws GptTokenizerError GPT_UNKNOWN_ENCODING */
export function listedEncodingOf(encoding: EncodingName): ListedEncoding {
  if (!Object.hasOwn(LISTS, encoding)) throw unknownEncoding(encoding);
  return LISTS[encoding];
}
