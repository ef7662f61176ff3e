/** The tokenizer that a job names, loaded. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { BpeTokenizer, getEncoding } from "@windrow/tokenizer-bpe";
import { PrepareError } from "../errors.ts";
import { invalidOption } from "../invalid-option.ts";
import type { EndOfText, JobTokenizer } from "./job-manifest.ts";
import type { TokenizerSource } from "./prepare-job.ts";

/** @throws PrepareError PREPARE_INVALID_OPTION */
async function loadTokenizer(source: TokenizerSource): Promise<BpeTokenizer> {
  if ("encoding" in source) return getEncoding(source.encoding);
  const { file, pattern, specialTokens } = source;
  try {
    const bytes = await readFile(file);
    const name = basename(file);
    if (pattern === undefined) return BpeTokenizer.fromTokenizerJson(bytes, { name });
    return BpeTokenizer.fromTiktoken(bytes, { name, pattern, specialTokens: { ...specialTokens } });
  } catch (error) {
    throw new PrepareError(
      "PREPARE_INVALID_OPTION",
      `the tokenizer of ${file} could not be loaded: ${(error as Error).message}`,
      { option: "tokenizer", file, cause: error },
    );
  }
}

/** Has an encoding unpacked before it is needed; it is kept. A file is read when it is needed, since it may change. */
export async function loadAhead(source: TokenizerSource): Promise<void> {
  if ("encoding" in source) void (await getEncoding(source.encoding)).fingerprint;
}

/** What the manifest says of a tokenizer. @throws PrepareError PREPARE_INVALID_OPTION */
export async function describeTokenizer(source: TokenizerSource, endOfText: EndOfText): Promise<JobTokenizer> {
  const { name, fingerprint, vocabSize, eotToken } = await loadTokenizer(source);
  if (endOfText !== "none" && eotToken === undefined) {
    throw invalidOption(
      "endOfText",
      endOfText,
      `"none", as ${name} has no special token <|endoftext|> (name it in specialTokens)`,
    );
  }
  return { source, name, fingerprint, vocabSize, eotToken: endOfText === "none" ? undefined : eotToken };
}

/** The tokenizer of a manifest. @throws PrepareError PREPARE_TOKENIZER_MISMATCH where it is not the same here */
export async function loadJobTokenizer({ source, name, fingerprint }: JobTokenizer): Promise<BpeTokenizer> {
  const tokenizer = await loadTokenizer(source);
  if (tokenizer.fingerprint === fingerprint) return tokenizer;
  throw new PrepareError(
    "PREPARE_TOKENIZER_MISMATCH",
    `the tokenizer ${name} has the fingerprint ${tokenizer.fingerprint} here; expected the job's, ${fingerprint}: ` +
      "its file was changed, or another release of the package is installed here; use the one that the job was planned with.",
    { expected: fingerprint, got: tokenizer.fingerprint },
  );
}
