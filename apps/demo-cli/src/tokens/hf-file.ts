/** A tokenizer.json, or Mistral's tekken.json, which is known by its name. */
import { basename } from "node:path";
import { hfTextTokenizer } from "./hf-text-tokenizer.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

/** They are called `tekken.json`, with a number before the ending or not. */
function isTekken(path: string): boolean {
  return basename(path).startsWith("tekken");
}

/** @param name as it is shown. @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE; BpeError BPE_INVALID_RANKS */
export async function readHfFile(bytes: Uint8Array, path: string, name: string): Promise<TextTokenizer> {
  const { HfTokenizer } = await import("@windrow/tokenizer-hf");
  const file = (): Promise<Uint8Array> => Promise.resolve(bytes);
  if (isTekken(path)) return hfTextTokenizer(HfTokenizer.fromTekken(bytes, { name }), name, "tekken.json", file);
  return hfTextTokenizer(HfTokenizer.fromJson(bytes, { name }), name, "tokenizer.json", file);
}
