/** Files of a model that make its tokenizer, and what they say together. No code among them is ever run. */
import { quoted } from "@windrow/core";
import { HfError } from "../../errors.ts";
import type { TokenizerConfig } from "../../fields/config.ts";
import { isRecord } from "../../fields/fields.ts";
import { BERT_TOKENS, bertFile, bertSettings } from "../../read/bert-vocab.ts";

export const TOKENIZER = "tokenizer.json";
/** What models have that were made before there was one: BERT's. */
const BERT_VOCAB = "vocab.txt";
/** SentencePiece models, as those of Llama and Mistral, of T5 and XLNet, and of XLM-RoBERTa are called. */
const SENTENCE_PIECE: readonly string[] = ["tokenizer.model", "spiece.model", "sentencepiece.bpe.model"];
/** What a tokenizer is read from: the first of these that there is. */
export const SOURCES: readonly string[] = [TOKENIZER, BERT_VOCAB, ...SENTENCE_PIECE];
const CONFIG = "tokenizer_config.json";
const SPECIAL = "special_tokens_map.json";
const TEMPLATE = "chat_template.jinja";
const OLD_TEMPLATE = "chat_template.json";

/** Each may be missing but the first. */
export const FILES: readonly string[] = [TOKENIZER, CONFIG, SPECIAL, TEMPLATE, OLD_TEMPLATE];

/** Chat templates beside the default one. */
export const TEMPLATES_FOLDER = "additional_chat_templates";
const NAMED_TEMPLATE = /^additional_chat_templates\/([A-Za-z0-9_][A-Za-z0-9_.-]*)\.jinja$/;

/** Whether a file of a model belongs to its tokenizer. */
export function isOfTokenizer(file: string): boolean {
  return FILES.includes(file) || SOURCES.includes(file) || (NAMED_TEMPLATE.test(file) && !file.includes(".."));
}

/** Bytes by file. */
export type ModelFiles = ReadonlyMap<string, Uint8Array>;

/** Whether there is what a tokenizer is read from. */
export function haveTokenizer(files: Pick<ModelFiles, "has">): boolean {
  return SOURCES.some((file) => files.has(file));
}

/** Whether a file is one that nothing reads, since there is another. @param names of all */
export function isPassedOver(file: string, names: readonly unknown[]): boolean {
  const at = SOURCES.indexOf(file);
  return at > 0 && SOURCES.slice(0, at).some((other) => names.includes(other));
}

/** The SentencePiece model that a tokenizer is read from; undefined where it is read from another file. */
export function sentencePieceOf(files: ModelFiles): readonly [file: string, bytes: Uint8Array] | undefined {
  const file = SOURCES.find((one) => files.has(one));
  return file === undefined || !SENTENCE_PIECE.includes(file) ? undefined : [file, files.get(file)!];
}

/**
 * The files with a tokenizer.json, made of BERT's vocab.txt where there is none: as transformers makes it.
 * @param place where the files are, for errors
 * @throws HfError HF_INVALID_FILE, HF_UNSUPPORTED_FILE
 */
export function withTokenizer(files: ModelFiles, place: string): ModelFiles {
  const vocab = files.get(BERT_VOCAB);
  if (vocab === undefined || files.has(TOKENIZER)) return files;
  const config = configOf(files, place);
  const bytesOf = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  return new Map([
    [SPECIAL, bytesOf(BERT_TOKENS)],
    ...files,
    [TOKENIZER, bytesOf(bertFile(vocab, BERT_VOCAB, bertSettings(config)))],
  ]);
}

/**
 * The tokenizer's config with what stands apart from it: chat templates, and names of special tokens.
 * @param place where the files are, for errors
 * @throws HfError HF_INVALID_FILE
 */
export function configOf(files: ModelFiles, place: string): TokenizerConfig {
  const config = jsonOf(files, CONFIG, place) ?? {};
  const special = jsonOf(files, SPECIAL, place) ?? {};
  const old = jsonOf(files, OLD_TEMPLATE, place)?.["chat_template"];
  const named = Array.from(files).flatMap(([file, bytes]) => {
    const name = NAMED_TEMPLATE.exec(file)?.[1];
    return name === undefined ? [] : [[name, textOf(bytes)] as const];
  });
  const file = files.get(TEMPLATE);
  const own = file === undefined ? (config["chat_template"] ?? old) : textOf(file);
  const template = named.length === 0 ? own : { ...templatesOf(own), ...Object.fromEntries(named) };
  return {
    ...special,
    ...withoutNull(config, special),
    ...(template === undefined ? {} : { chat_template: template }),
  };
}

/** A token that the config leaves open is what the other file says. */
function withoutNull(config: TokenizerConfig, special: TokenizerConfig): TokenizerConfig {
  return Object.fromEntries(Object.entries(config).filter(([name, value]) => value !== null || !(name in special)));
}

function templatesOf(own: unknown): object {
  if (typeof own === "string") return { default: own };
  if (Array.isArray(own))
    return Object.fromEntries(own.flatMap((one: unknown) => (isRecord(one) ? [[one["name"], one["template"]]] : [])));
  return isRecord(own) ? own : {};
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function jsonOf(files: ModelFiles, file: string, place: string): TokenizerConfig | undefined {
  const bytes = files.get(file);
  if (bytes === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(textOf(bytes));
  } catch (cause) {
    throw invalid(file, place, "is not JSON", cause);
  }
  if (isRecord(value)) return value;
  throw invalid(file, place, "does not hold an object");
}

function invalid(file: string, place: string, problem: string, cause?: unknown): HfError {
  return new HfError("HF_INVALID_FILE", `${file} of ${quoted(place, 200)} ${problem}.`, { file, place, cause });
}
