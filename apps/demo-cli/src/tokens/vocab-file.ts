/** Your own vocabularies, in files: the extension decides the format. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { isWindrowError, visibleText, wordingOf } from "@windrow/core";
import { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { asAdvice } from "../errors/as-options.ts";
import { CliError } from "../errors/cli-error.ts";
import { shownName, unusable } from "../read/read-errors.ts";
import { wholeFile, wholeFileIfThere } from "../read/whole-file.ts";
import { bpeTextTokenizer } from "./bpe-text-tokenizer.ts";
import { readHfFile } from "./hf-file.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

/** The largest that are known have 40 MB. */
export const MAX_VOCAB_BYTES: number = 2 ** 28;

/** What stands beside a .tiktoken file, which has ranks alone: in NAME.tiktoken.json. */
export interface VocabDescription {
  readonly name: string;
  readonly pattern: string;
  readonly specialTokens: Readonly<Record<string, number>>;
  /** Fingerprint of the whole tokenizer: a description of other ranks is refused. */
  readonly fingerprint: string;
}

/** Where the description of a .tiktoken file stands. */
export function descriptionPath(path: string): string {
  return `${path}.json`;
}

/**
 * Reads a tokenizer.json (by the ending .json), a .model of minbpe, or ranks in tiktoken's format (any other).
 * @param pattern of ranks that have no description beside them
 * @throws CliError
 */
export async function readVocabFile(path: string, pattern: string | undefined): Promise<TextTokenizer> {
  if (path === "-")
    throw new CliError(
      "--vocab takes a file, whose name says its format: save standard input as NAME.json, for instance.",
    );
  const bytes = await wholeFile(path, MAX_VOCAB_BYTES);
  try {
    return await tokenizerOf(path, bytes, pattern);
  } catch (error) {
    // Its errors are of the content; which file has it, only this one knows.
    if (isWindrowError(error) && !(error instanceof CliError))
      throw new CliError(`cannot use ${shownName(path)}: ${asAdvice(wordingOf(error))}`, { cause: error });
    throw error;
  }
}

async function tokenizerOf(path: string, bytes: Uint8Array, pattern: string | undefined): Promise<TextTokenizer> {
  const name = visibleText(basename(path).replace(/\.(tiktoken|json|model)$/, ""));
  if (path.endsWith(".json") || path.endsWith(".model")) {
    if (pattern !== undefined)
      throw new CliError(`${visibleText(path)} has a pattern of its own: leave --pattern out.`);
    if (path.endsWith(".model")) return bpeTextTokenizer(BpeTokenizer.fromMinbpe(bytes, { name }));
    return readHfFile(bytes, name);
  }
  if (pattern !== undefined) {
    refuseSecondPattern(path);
    return bpeTextTokenizer(BpeTokenizer.fromTiktoken(bytes, { name, pattern }));
  }
  refuseNoRanks(path, bytes);
  const { fingerprint, ...description } = await readDescription(path);
  const tokenizer = BpeTokenizer.fromTiktoken(bytes, description);
  if (tokenizer.fingerprint === fingerprint) return bpeTextTokenizer(tokenizer);
  throw new CliError(
    `${visibleText(descriptionPath(path))} describes other ranks than those of ${visibleText(path)} (their fingerprints differ). ` +
      "Take both files from one training, or remove the first and give --pattern.",
  );
}

/** What was trained with one pattern and special tokens is not to be read with others unnoticed. @throws CliError */
export function refuseSecondPattern(path: string): void {
  if (!existsSync(descriptionPath(path))) return;
  throw new CliError(
    `${visibleText(descriptionPath(path))} says how ${visibleText(path)} splits text. Leave --pattern out, or remove that file.`,
  );
}

/** Asking for a pattern would lead astray where the file is something else. @throws CliError */
export function refuseNoRanks(path: string, bytes: Uint8Array): void {
  const beginning = Buffer.from(bytes.subarray(0, 4096)).toString("latin1");
  if (/^[A-Za-z0-9+/]+={0,2} \d+\r?(\n|$)/.test(beginning)) return;
  throw unusable(
    path,
    "its first line is not a token in base64 and its rank, as in .tiktoken files. Give one, or a tokenizer.json or minbpe's model named .json or .model",
  );
}

/** Models of SentencePiece are called .model as well. @param advice what to do with one of minbpe @throws CliError */
export function refuseMinbpe(path: string, bytes: Uint8Array, advice: string): void {
  if (Buffer.from(bytes.subarray(0, 7)).toString("latin1") === "minbpe ")
    throw unusable(path, `it is a model of minbpe, not of SentencePiece. ${advice}`);
}

/** @throws CliError where there is none, or one that says something else */
export async function readDescription(path: string): Promise<VocabDescription> {
  const beside = descriptionPath(path);
  const bytes = await wholeFileIfThere(beside, MAX_VOCAB_BYTES);
  if (bytes === undefined) {
    throw new CliError(
      `${visibleText(path)} has only ranks, and ${visibleText(beside)}, which would say how to split text, does not exist. ` +
        "Give --pattern: an encoding's name, such as cl100k_base, or a regular expression.",
    );
  }
  const description = parsed(bytes);
  if (isDescription(description)) {
    const { name, pattern, specialTokens, fingerprint } = description;
    return { name: visibleText(name), pattern, specialTokens, fingerprint };
  }
  throw new CliError(
    `${visibleText(beside)} does not say how ${visibleText(path)} splits text. Remove it and give --pattern, or train again.`,
  );
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function isDescription(value: unknown): value is VocabDescription {
  const { name, pattern, specialTokens, fingerprint } = Object(value) as Partial<VocabDescription>;
  const isText = [name, pattern, fingerprint].every((one) => typeof one === "string");
  return isText && typeof specialTokens === "object" && specialTokens !== null && !Array.isArray(specialTokens);
}
