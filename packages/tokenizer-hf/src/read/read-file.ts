/** A tokenizer.json, a tekken.json or a vocabulary of js-tiktoken, known by what it holds, whatever it is called. */
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import type { Stages } from "../assemble.ts";
import { isRecord } from "./fields.ts";
import type { FileJson } from "./file-json.ts";
import { readRanks } from "./read-ranks.ts";
import { readTekken } from "./read-tekken.ts";
import { readTokenizerJson } from "./read-tokenizer-json.ts";

/** What a file holds: "ranks" are those that js-tiktoken and tiktoken pass around. */
export type FileKind = "tokenizer.json" | "tekken.json" | "ranks";

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields`; BpeError BPE_INVALID_RANKS */
export function readFile(
  json: FileJson,
  name: string,
  engineName?: EngineName,
): { readonly stages: Stages; readonly kind: FileKind } {
  const kind = kindOf(json.file);
  if (kind === "tekken.json") return { stages: readTekken(json.whole(), name, engineName), kind };
  if (kind === "ranks") return { stages: readRanks(json.whole(), name, engineName), kind };
  return { stages: readTokenizerJson(json, name, engineName), kind };
}

function kindOf(file: unknown): FileKind {
  if (!isRecord(file) || "model" in file) return "tokenizer.json";
  // A vocab.json may have tokens of these names.
  if (Array.isArray(file["vocab"])) return "tekken.json";
  return typeof file["bpe_ranks"] === "string" ? "ranks" : "tokenizer.json";
}
