/** A model's folder whose tokens are single bytes and a few special tokens, so that what a chat takes can be counted by hand. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const SPECIAL: readonly string[] = ["<|im_start|>", "<|im_end|>", "<s>", "</s>", "<end>"];

/** @param config what stands in tokenizer_config.json, such as a chat_template */
export function writeByteModel(folder: string, config: Readonly<Record<string, unknown>>): string {
  mkdirSync(folder, { recursive: true });
  const added_tokens = SPECIAL.map((content, i) => ({
    id: 256 + i,
    content,
    special: true,
    normalized: false,
    single_word: false,
    lstrip: false,
    rstrip: false,
  }));
  const bytes = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false };
  const model = { type: "BPE", vocab: byteNames(), merges: [] };
  const tokenizer = { version: "1.0", added_tokens, normalizer: null, pre_tokenizer: bytes, model, decoder: bytes };
  writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(tokenizer));
  writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify(config));
  return folder;
}

/** GPT-2's visible characters for bytes. */
function byteNames(): Record<string, number> {
  const isVisible = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let others = 256;
  const names = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isVisible(byte) ? byte : others++));
  return Object.fromEntries(names.map((name, byte) => [name, byte]));
}
