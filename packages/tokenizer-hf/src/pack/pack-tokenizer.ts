/** Packs a tokenizer's file as one module. */
import { checkBoolean } from "@windrow/core";
import { packVocabulary } from "@windrow/tokenizer-bpe/internal";
import { checkOptions, fail } from "../arguments.ts";
import { HfError } from "../errors.ts";
import { checkConfig, type TokenizerConfig } from "../fields/config.ts";
import { Fields } from "../fields/fields.ts";
import { fromPacked as fromPackedAll } from "../packed-all/from-packed.ts";
import { fromPacked } from "../packed/from-packed.ts";
import { PACK_FORMAT, type PackedTokenizer } from "../packed/packed-tokenizer.ts";
import { findOut } from "../patterns/known-expression.ts";
import { type FileJson, fileJson } from "../read/file-json.ts";
import { readFile, type ReadFile } from "../read/read-file.ts";
import { isSentencePiece } from "../read/sentence-piece/is-sentence-piece.ts";
import type { Stages } from "../stages/stages.ts";
import { checkPacked } from "./check-packed.ts";
import { checkName } from "./export-name.ts";
import { packLists } from "./pack-lists.ts";
import { packSentencePiece } from "./pack-sentence-piece.ts";
import { tokenListFile } from "./token-list-file.ts";
import { type PackedEntry, writeDeclarations, writeModule } from "./write-module.ts";

/** What goes into a module. */
export interface PackOptions {
  /** What the module exports, and the tokenizer's name in errors: a plain identifier such as `qwen3`; default `"tokenizer"`. */
  readonly name?: string | undefined;
  /** The object that tokenizer_config.json holds. */
  readonly config?: TokenizerConfig | undefined;
  /** Whether the config's chat templates go into the module; default false. */
  readonly chatTemplate?: boolean | undefined;
}

/** A module, as the texts of its two files. */
export interface PackedModule {
  /** What it exports. */
  readonly name: string;
  /** JavaScript, to be saved as `qwen3.mjs`. */
  readonly code: string;
  /** TypeScript's declarations, to be saved as `qwen3.d.mts`. */
  readonly declarations: string;
  /** The largest id + 1. */
  readonly vocabSize: number;
  /** That of the tokenizer from the file, and from the module. */
  readonly fingerprint: string;
}

const OPTIONS = ["name", "config", "chatTemplate"] as const;

/**
 * Packs a tokenizer.json, a tekken.json, a vocabulary of js-tiktoken or a SentencePiece model, known by what it holds, as a
 * module that exports the same tokenizer, without a file to read: the same ids, spans and texts. The module imports
 * `@windrow/tokenizer-hf/packed`, of a version that reads its format; other models than byte-level BPE import
 * `@windrow/tokenizer-hf/packed-all`, so that only who needs them carries WordPiece and the like.
 * @param file its bytes; or the text or the parsed object of what is JSON
 * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE, with the field in `fields`; HF_INVALID_OPTION
 */
export function packTokenizer(file: Uint8Array | string | object, options?: PackOptions): PackedModule {
  return packFile(file, isSentencePiece(file), options);
}

/** The same of a file that is known to be a SentencePiece model, or not to be one. */
export function packFile(
  file: Uint8Array | string | object,
  isModel: boolean,
  options: PackOptions | undefined,
): PackedModule {
  const given = checkOptions(options, OPTIONS);
  const name = checkName(given.name ?? "tokenizer");
  const hasTemplates = checkBoolean(fail, "chatTemplate", given.chatTemplate ?? false);
  const dropped = hasTemplates ? [] : ["chat_template"];
  const packed = isModel
    ? packSentencePiece(file, name, without(dropped, checkConfig(given.config)))
    : packJson(file, name, given.config, dropped);
  const entry = "sentencePiece" in packed ? "packed-all" : entryOf(packed);
  return {
    name,
    code: writeModule(packed, name, entry),
    declarations: writeDeclarations(name, entry),
    vocabSize: fromPackedAll(packed).vocabSize,
    fingerprint: packed.fingerprint,
  };
}

/** @param dropped fields of the config that stay out */
function packJson(
  json: unknown,
  name: string,
  config: TokenizerConfig | undefined,
  dropped: readonly string[],
): PackedTokenizer {
  const read = fileJson(json);
  const file = readFile(read, name);
  const { stages } = file;
  // The added tokens once more, which are large, are not read from there.
  const kept = without(["added_tokens_decoder", ...dropped], checkConfig(config ?? file.config));
  const packed: PackedTokenizer = {
    format: PACK_FORMAT,
    name,
    fingerprint: stages.fingerprint(),
    ...filesOf(read, file),
    ...tableOf(stages),
    config: JSON.stringify(kept),
  };
  checkPacked(packed, stages);
  return packed;
}

/** The smaller one where it has all steps of the file. */
function entryOf(packed: PackedTokenizer): PackedEntry {
  if (packed.lists !== undefined) return "packed-all";
  try {
    fromPacked(packed);
    return "packed";
  } catch (error) {
    if (error instanceof HfError && error.code === "HF_UNSUPPORTED_FILE") return "packed-all";
    throw error;
  }
}

function filesOf(
  read: FileJson,
  { stages, expression }: ReadFile,
): Pick<PackedTokenizer, "file" | "expressions" | "vocabulary" | "lists"> {
  const { engineModel } = stages;
  if (expression !== undefined) {
    const file = tokenListFile(expression, stages);
    return { ...stagesOf(file), vocabulary: packVocabulary(engineModel!.source.vocabulary()) };
  }
  const file = read.file as { readonly model: Readonly<Record<string, unknown>> };
  const settings = Object.entries(file.model).filter(([name]) => name !== "vocab" && name !== "merges");
  const rest = stagesOf({ ...file, model: Object.fromEntries(settings) });
  if (engineModel !== undefined) return { ...rest, vocabulary: packVocabulary(engineModel.source.vocabulary()) };
  return { ...rest, lists: packLists(Fields.of(read.whole(), "").object("model"), read.scores) };
}

/** Only what is packed for the engine has tables. */
function tableOf({ engineModel, split }: Stages): Pick<PackedTokenizer, "table"> {
  const isUsed = engineModel !== undefined && split?.table !== undefined;
  return isUsed ? { table: JSON.stringify(split.table) } : {};
}

function stagesOf(file: object): Pick<PackedTokenizer, "file" | "expressions"> {
  const known = Array.from(expressionsIn(file), (source) => [source, findOut(source)] as const);
  return { file: JSON.stringify(file), expressions: JSON.stringify(Object.fromEntries(known)) };
}

/** Those of patterns, wherever they stand. */
function expressionsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [name, one] of Object.entries(value)) {
    if (name === "Regex" && typeof one === "string") found.add(one);
    else expressionsIn(one, found);
  }
  return found;
}

function without(fields: readonly string[], config: TokenizerConfig): TokenizerConfig {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !fields.includes(name)));
}
