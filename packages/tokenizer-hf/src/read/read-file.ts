/** A tokenizer.json or a tekken.json, known by what it holds, whatever it is called. */
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import type { Stages } from "../assemble.ts";
import { isRecord } from "./fields.ts";
import type { FileJson } from "./file-json.ts";
import { readTekken } from "./read-tekken.ts";
import { readTokenizerJson } from "./read-tokenizer-json.ts";

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields`; BpeError BPE_INVALID_RANKS */
export function readFile(
  json: FileJson,
  name: string,
  engineName?: EngineName,
): { readonly stages: Stages; readonly isTekken: boolean } {
  // A vocab.json that has a token "vocab" is neither.
  const isTekken = isRecord(json.file) && Array.isArray(json.file["vocab"]) && !("model" in json.file);
  const stages = isTekken ? readTekken(json.whole(), name, engineName) : readTokenizerJson(json, name, engineName);
  return { stages, isTekken };
}
