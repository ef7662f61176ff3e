/** A tokenizer of single bytes with added tokens of every kind, made here: ids below 256 are bytes. */
import { HfTokenizer } from "../../src/index.ts";

export const SPECIAL = [
  "<|im_start|>",
  "<|im_end|>",
  "<|user|>",
  "<s>",
  "</s>",
  "<s",
  "|im_end",
  "<think>",
  "[A]",
  "Ａ",
];

interface Flags {
  readonly special?: boolean;
  readonly normalized?: boolean;
  readonly lstrip?: boolean;
  readonly rstrip?: boolean;
}

/** @param flags of some tokens, special unless they say otherwise */
export function byteTokenizer(
  flags: Readonly<Record<string, Flags>> = {},
  normalizer: object | null = null,
): HfTokenizer {
  const vocab = Object.fromEntries(byteCharacters().map((character, byte) => [character, byte]));
  const added_tokens = SPECIAL.map((content, i) => ({
    id: 256 + i,
    content,
    special: true,
    normalized: false,
    single_word: false,
    lstrip: false,
    rstrip: false,
    ...flags[content],
  }));
  return HfTokenizer.fromJson({
    version: "1.0",
    added_tokens,
    normalizer,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false },
    model: { type: "BPE", vocab, merges: [] },
    decoder: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false },
  });
}

/** GPT-2's visible characters for bytes. */
function byteCharacters(): string[] {
  const isVisible = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let others = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isVisible(byte) ? byte : others++));
}
