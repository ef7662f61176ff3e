/** What `report` and `serve` have in common: the options of a page, and the text it is made of. */
import { basename } from "node:path";
import { type BpeTokenizer, listEncodingNames, type EncodingName } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import { encodingsOption, parsePositive, parseSeed } from "../options.ts";
import { readText, SAMPLE_TEXT } from "../read-text.ts";
import { CliError } from "../cli-error.ts";
import type { ReportOptions } from "../report/collect-report.ts";

/** A text and where it came from. */
export interface PageSource {
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
}

/** The notebook's windows and batch; a width that still draws well. */
const DEFAULT_REPORT_OPTIONS: ReportOptions = {
  encodings: ["gpt2"],
  maxLength: 4,
  stride: 4,
  batchSize: 8,
  embeddingDim: 64,
  seed: 69,
};

/** The options as commander has them: the encodings under the option's own name. */
export type PageOptions = Omit<ReportOptions, "encodings" | "own"> & {
  readonly encoding: readonly EncodingName[];
  readonly vocab?: string;
  readonly pattern?: string;
};

export function addPageOptions(command: Command): Command {
  const { encodings, maxLength, stride, batchSize, embeddingDim, seed } = DEFAULT_REPORT_OPTIONS;
  return command
    .addOption(encodingsOption(listEncodingNames(), encodings))
    .option("--vocab <file>", "a vocabulary of yours before them: .tiktoken, tokenizer.json, minbpe's .model")
    .option("--pattern <name>", "how --vocab splits text, where no .tiktoken.json is beside it")
    .option("--max-length <n>", "tokens in a window, to begin with", parsePositive, maxLength)
    .option("--stride <n>", "tokens from window to window, to begin with", parsePositive, stride)
    .option("--batch-size <n>", "windows in a batch, to begin with", parsePositive, batchSize)
    .option("--embedding-dim <n>", "numbers in an embedding", parsePositive, embeddingDim)
    .option("--seed <n>", "seed of the random weights and of the shuffled order", parseSeed, seed);
}

/** @throws CliError, BpeError where the file of --vocab can't be used */
export async function reportOptions({ encoding, vocab, pattern, ...options }: PageOptions): Promise<ReportOptions> {
  return { ...options, encodings: encoding, own: await ownVocabulary(vocab, pattern) };
}

async function ownVocabulary(
  vocab: string | undefined,
  pattern: string | undefined,
): Promise<BpeTokenizer | undefined> {
  if (vocab === undefined) {
    if (pattern === undefined) return undefined;
    throw new CliError("--pattern is that of --vocab; an encoding has its own.");
  }
  const { readVocabFile } = await import("../tokens/vocab-file.ts");
  const own = await readVocabFile(vocab, pattern);
  const others = ["simple", ...listEncodingNames()];
  if (!others.includes(own.name)) return own;
  throw new CliError(`a vocabulary can't be called ${own.name} here, as a tokenizer of the page is. Rename its file.`);
}

/** @throws CliError where FILE can't be read */
export async function readSource(file: string | undefined): Promise<PageSource> {
  const path = file ?? SAMPLE_TEXT;
  return { name: file === "-" ? "standard input" : basename(path), ...(await readText(path)) };
}
