/** The encodings that the originals have: tiktoken's but for o200k_harmony. */

/** The name of an encoding. */
export type TiktokenEncoding = "gpt2" | "r50k_base" | "p50k_base" | "p50k_edit" | "cl100k_base" | "o200k_base";

const NAMES: ReadonlySet<unknown> = new Set<TiktokenEncoding>([
  "gpt2",
  "r50k_base",
  "p50k_base",
  "p50k_edit",
  "cl100k_base",
  "o200k_base",
]);

/** Whether a value is the name of one. */
export function isEncodingName(name: unknown): name is TiktokenEncoding {
  return NAMES.has(name);
}
