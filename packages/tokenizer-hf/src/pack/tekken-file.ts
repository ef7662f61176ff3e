/** Mistral's tekken.json as the tokenizer.json that has the same stages; its tokens stand apart. */
import type { Stages } from "../assemble.ts";
import type { Fields } from "../read/fields.ts";

/** @param stages what was read from the file */
export function tekkenFile(file: Fields, { added, unkToken }: Stages): Record<string, unknown> {
  const split = {
    type: "Split",
    pattern: { Regex: file.object("config").text("pattern") },
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
