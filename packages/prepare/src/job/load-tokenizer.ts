/** The tokenizer that a job names, loaded. */
import { basename } from "node:path";
import { quoted, wording, wordingOf, type WordingPart } from "@windrow/core";
import { readWholeFile } from "@windrow/core/node";
import { BpeTokenizer, getEncoding } from "@windrow/tokenizer-bpe";
import { PrepareError } from "../errors.ts";
import { invalidJob } from "../files/invalid-job.ts";
import type { DocumentTokenizer } from "./document-tokenizer.ts";
import type { EndOfText, JobTokenizer } from "./job-manifest.ts";
import type { TokenizerSource } from "./prepare-job.ts";

type FileSource = Extract<TokenizerSource, { readonly file: string }>;

/** @throws PrepareError PREPARE_INVALID_OPTION */
async function loadTokenizer(source: TokenizerSource): Promise<DocumentTokenizer> {
  if ("encoding" in source) return getEncoding(source.encoding);
  try {
    if ("file" in source) return await readFile(source);
    const { fromPretrained } = await import("@windrow/tokenizer-hf/hub");
    return await ("folder" in source
      ? fromPretrained(source.folder)
      : fromPretrained(source.model, { revision: source.revision }));
  } catch (error) {
    const place = placeOf(source);
    throw new PrepareError(
      "PREPARE_INVALID_OPTION",
      wording`The tokenizer of ${place} could not be loaded: ${wordingOf(error as Error)}`,
      { option: "tokenizer", file: place, cause: error },
    );
  }
}

/** A tokenizer.json has no pattern beside it. */
async function readFile({ file, pattern, specialTokens }: FileSource): Promise<DocumentTokenizer> {
  const bytes = await readWholeFile(file);
  const name = basename(file);
  if (pattern !== undefined)
    return BpeTokenizer.fromTiktoken(bytes, { name, pattern, specialTokens: { ...specialTokens } });
  const { HfTokenizer } = await import("@windrow/tokenizer-hf");
  return HfTokenizer.fromJson(bytes, { name });
}

function placeOf(source: Exclude<TokenizerSource, { readonly encoding: unknown }>): string {
  if ("file" in source) return source.file;
  return "folder" in source ? source.folder : source.model;
}

/** Has an encoding unpacked before it is needed; it is kept. A file is read when it is needed, since it may change. */
export async function loadAhead(source: TokenizerSource): Promise<void> {
  if ("encoding" in source) void (await getEncoding(source.encoding)).fingerprint;
}

const END_OF_TEXT: WordingPart = { option: "endOfText" };

/** What the manifest says of a tokenizer. @throws PrepareError PREPARE_INVALID_OPTION */
export async function describeTokenizer(source: TokenizerSource, endOfText: EndOfText): Promise<JobTokenizer> {
  const { name, fingerprint, vocabSize, eotToken } = await loadTokenizer(source);
  if (endOfText !== "none" && eotToken === undefined) {
    throw new PrepareError(
      "PREPARE_INVALID_OPTION",
      wording`${END_OF_TEXT} is "${endOfText}", but ${name} has no special token ${endOf(source)}: set ${END_OF_TEXT} to "none", or ${wayToEndOfText(source)}.`,
      { option: "endOfText", value: endOfText },
    );
  }
  return { source, name, fingerprint, vocabSize, eotToken: endOfText === "none" ? undefined : eotToken };
}

/** What ends a document in each kind of source. */
function endOf(source: TokenizerSource): string {
  return "model" in source || "folder" in source ? "that its eos_token names" : "<|endoftext|>";
}

/** What each source of a tokenizer takes; every encoding has the token. */
function wayToEndOfText(source: TokenizerSource): string {
  if ("folder" in source) return "name one as eos_token in its tokenizer_config.json";
  if ("model" in source) return "use a folder whose tokenizer_config.json names one as eos_token";
  if ("file" in source && source.pattern === undefined)
    return "name the folder whose tokenizer_config.json names its eos_token, or add it to the added_tokens of that file";
  return "name it among the tokenizer's special tokens, with its id";
}

/**
 * The tokenizer of a manifest.
 * @param path of the manifest
 * @throws PrepareError PREPARE_TOKENIZER_MISMATCH where it is not the same here; PREPARE_JOB_INVALID where it is, and
 *   the manifest says of it what is not so
 */
export async function loadJobTokenizer(expected: JobTokenizer, path: string): Promise<DocumentTokenizer> {
  const { source, name, fingerprint } = expected;
  const tokenizer = await loadTokenizer(source);
  if (tokenizer.fingerprint === fingerprint) {
    refuseOther(expected, tokenizer, path);
    return tokenizer;
  }
  throw new PrepareError(
    "PREPARE_TOKENIZER_MISMATCH",
    `the tokenizer ${name} has the fingerprint ${tokenizer.fingerprint} here; expected the job's, ${fingerprint}: ` +
      "its file or model was changed, or another release of the package is installed here; use the one that the job was planned with.",
    { expected: fingerprint, got: tokenizer.fingerprint },
  );
}

/** The fingerprint is of everything that decides the ids, these included. */
function refuseOther(expected: JobTokenizer, tokenizer: DocumentTokenizer, path: string): void {
  if (expected.vocabSize !== tokenizer.vocabSize)
    throw invalidJob(path, `has vocabSize ${expected.vocabSize}, but its tokenizer has ${tokenizer.vocabSize}`);
  // Undefined where the job puts none, whether the tokenizer has one or not.
  if (expected.eotToken !== undefined && expected.eotToken !== tokenizer.eotToken)
    throw invalidJob(path, `has eotToken ${expected.eotToken}, but its tokenizer has ${tokenizer.eotToken}`);
  if (expected.name !== tokenizer.name)
    throw invalidJob(path, `names its tokenizer ${quoted(expected.name)}, but it is ${quoted(tokenizer.name)}`);
}
