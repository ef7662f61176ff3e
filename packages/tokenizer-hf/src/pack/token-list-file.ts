/** A list of tokens by rank, such as a tekken.json, as the tokenizer.json that has the same stages; its tokens stand apart. */
import { UnicodeForm } from "../normalizers/unicode-forms.ts";
import type { Stages } from "../stages/stages.ts";

/**
 * @param expression what it splits by
 * @param stages what was read from the file
 */
export function tokenListFile(expression: string, { added, normalizer, unkToken }: Stages): Record<string, unknown> {
  const split = {
    type: "Split",
    pattern: { Regex: expression },
    behavior: "Isolated",
    invert: false,
  };
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false };
  return {
    version: "1.0",
    added_tokens: added.map(({ id, content, isNormalized }) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: isNormalized,
      special: true,
    })),
    ...(normalizer instanceof UnicodeForm ? { normalizer: { type: normalizer.form } } : {}),
    pre_tokenizer: { type: "Sequence", pretokenizers: [split, byteLevel] },
    decoder: byteLevel,
    model: { type: "BPE", ...(unkToken === undefined ? {} : { unk_token: unkToken }) },
  };
}
