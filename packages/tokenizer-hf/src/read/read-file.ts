/** A tokenizer.json, a tekken.json or a vocabulary of js-tiktoken, known by what it holds, whatever it is called. */
import type { EngineName } from "@windrow/tokenizer-bpe/internal";
import type { TokenizerConfig } from "../fields/config.ts";
import { isRecord } from "../fields/fields.ts";
import type { Stages } from "../stages/stages.ts";
import type { FileJson } from "./file-json.ts";
import { CLAUDE_CONFIG, isClaude, readRanks } from "./read-ranks.ts";
import { readTekken, TEKKEN_CONFIG } from "./read-tekken.ts";
import { readTokenizerJson } from "./read-tokenizer-json.ts";

export interface ReadFile {
  readonly stages: Stages;
  /** What its tokens are for, where a file of that kind has it the same for all. */
  readonly config: TokenizerConfig | undefined;
  /** The pattern that it splits by, where it is a list of tokens by rank, and not a tokenizer.json. */
  readonly expression: string | undefined;
}

/** @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields`; BpeError BPE_INVALID_RANKS */
export function readFile(json: FileJson, name: string, engineName?: EngineName): ReadFile {
  const { file } = json;
  // A vocab.json that has a token "vocab" is none of the others.
  if (isRecord(file) && Array.isArray(file["vocab"]) && !("model" in file)) {
    const stages = readTekken(json.whole(), name, engineName);
    const { pattern } = file["config"] as { pattern: string };
    return { stages, config: TEKKEN_CONFIG, expression: pattern };
  }
  if (isRecord(file) && typeof file["bpe_ranks"] === "string" && !("model" in file))
    return {
      stages: readRanks(file, name, engineName),
      config: isClaude(file) ? CLAUDE_CONFIG : undefined,
      expression: file["pat_str"] as string,
    };
  return { stages: readTokenizerJson(json, name, engineName), config: undefined, expression: undefined };
}
