/** A file of tokens by rank as the tokenizer.json that has the same stages; its tokens stand apart. */
import type { Stages } from "../assemble.ts";

/** @param pattern the file's @param stages what was read from it */
export function ranksFile(pattern: string, { added, unkToken }: Stages): Record<string, unknown> {
  const split = {
    type: "Split",
    pattern: { Regex: pattern },
    behavior: "Isolated",
    invert: false,
  };
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false };
  return {
    version: "1.0",
    added_tokens: added.map(({ id, content }) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    pre_tokenizer: { type: "Sequence", pretokenizers: [split, byteLevel] },
    decoder: byteLevel,
    model: { type: "BPE", ...(unkToken === undefined ? {} : { unk_token: unkToken }) },
  };
}
