/** Vocabularies of one's own, in files: what the name ends with says the format. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { BpeError, BpeTokenizer } from "@windrow/tokenizer-bpe";
import { CliError } from "../cli-error.ts";
import { shownName, unreadable, unusable } from "../read/read-errors.ts";
import { readWholeBytes } from "../read/whole-bytes.ts";
import { showToken } from "../show/show-token.ts";

/** The largest that are known have 40 MB. */
const MAX_VOCAB_BYTES = 2 ** 28;

/** What stands beside a .tiktoken file, which has ranks alone: in NAME.tiktoken.json. */
export interface VocabDescription {
  readonly name: string;
  readonly pattern: string;
  readonly specialTokens: Readonly<Record<string, number>>;
  /** Of the whole: a description of other ranks is refused. */
  readonly fingerprint: string;
}

/** Where the description of a .tiktoken file stands. */
export function descriptionPath(path: string): string {
  return `${path}.json`;
}

/**
 * Reads a tokenizer.json (by the ending .json), a .model of minbpe, or ranks in tiktoken's format (any other).
 * @param pattern of ranks that have no description beside them
 * @throws CliError, BpeError
 */
export async function readVocabFile(path: string, pattern: string | undefined): Promise<BpeTokenizer> {
  const bytes = await readBytes(path);
  try {
    return await tokenizerOf(path, bytes, pattern);
  } catch (error) {
    // Its errors are of the content; which file has it, only this one knows.
    if (error instanceof BpeError) throw new CliError(`cannot use ${shownName(path)}: ${error.message}`);
    throw error;
  }
}

async function tokenizerOf(path: string, bytes: Uint8Array, pattern: string | undefined): Promise<BpeTokenizer> {
  const name = basename(path).replace(/\.(tiktoken|json|model)$/, "");
  if (path.endsWith(".json") || path.endsWith(".model")) {
    if (pattern !== undefined) throw new CliError(`${showToken(path)} has a pattern of its own: leave --pattern out.`);
    if (path.endsWith(".model")) return BpeTokenizer.fromMinbpe(bytes, { name });
    return BpeTokenizer.fromTokenizerJson(bytes, { name });
  }
  if (pattern !== undefined) return BpeTokenizer.fromTiktoken(bytes, { name, pattern });
  refuseNoRanks(path, bytes);
  const { fingerprint, ...description } = await readDescription(path);
  const tokenizer = BpeTokenizer.fromTiktoken(bytes, description);
  if (tokenizer.fingerprint === fingerprint) return tokenizer;
  throw new CliError(
    `${showToken(descriptionPath(path))} is of other ranks than ${showToken(path)} has (their fingerprint differs). ` +
      "Take both from one training, or remove it and give --pattern.",
  );
}

/** Asking for a pattern would lead astray where the file is something else. @throws CliError */
export function refuseNoRanks(path: string, bytes: Uint8Array): void {
  const beginning = Buffer.from(bytes.subarray(0, 4096)).toString("latin1");
  if (/^[A-Za-z0-9+/]+={0,2} \d+\r?(\n|$)/.test(beginning)) return;
  throw unusable(
    path,
    "its first line is no token in base64 and its rank, as .tiktoken files have. Give one, or a tokenizer.json or minbpe's model named .json or .model",
  );
}

/** @throws CliError where there is none */
export async function readDescription(path: string): Promise<VocabDescription> {
  const beside = descriptionPath(path);
  const text = await readFile(beside, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw unreadable(beside, error);
    throw new CliError(
      `${showToken(path)} has ranks alone, and ${showToken(beside)}, which would say how text is split, is not there. ` +
        "Give --pattern: an encoding's name, such as cl100k_base, or a regular expression.",
    );
  });
  try {
    return JSON.parse(text) as VocabDescription;
  } catch {
    throw new CliError(`${showToken(beside)} is no JSON. Remove it and give --pattern, or train again.`);
  }
}

/** @throws CliError */
export function readBytes(path: string): Promise<Buffer> {
  return readWholeBytes(path, MAX_VOCAB_BYTES);
}
