/** A tokenizer.json, or Mistral's tekken.json, which is known by what it holds. */
import { hfTextTokenizer } from "./hf-text-tokenizer.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

/** @param name as it is shown. @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE; BpeError BPE_INVALID_RANKS */
export async function readHfFile(bytes: Uint8Array, name: string): Promise<TextTokenizer> {
  const { HfTokenizer } = await import("@windrow/tokenizer-hf");
  return hfTextTokenizer(HfTokenizer.fromJson(bytes, { name }), name, () => Promise.resolve(bytes));
}
