/** What `report` and `serve` have in common: the options of a page, and the text it is made of. */
import { basename } from "node:path";
import { listEncodingNames, type EncodingName } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import { encodingsOption, parsePositive, parseSeed } from "../options.ts";
import { readText, SAMPLE_TEXT } from "../read-text.ts";
import { CliError } from "../cli-error.ts";
import type { Terminal } from "../terminal.ts";
import type { TextTokenizer } from "../tokens/text-tokenizer.ts";
import { loadOwn, modelOption, type OwnTokenizerOptions } from "../tokens/tokenizer-options.ts";
import type { ReportOptions } from "../report/collect-report.ts";

/** A text and where it came from. */
export interface PageSource {
  readonly name: string;
  readonly text: string;
  readonly bytes: number;
}

/** The notebook's batch; a width that still draws well. */
const DEFAULT_REPORT_OPTIONS = {
  encodings: ["gpt2"] as const,
  batchSize: 8,
  embeddingDim: 64,
  seed: 69,
} satisfies ReportOptions;

/** The options as commander has them: the encodings under the option's own name. */
export type PageOptions = Omit<ReportOptions, "encodings" | "own"> & {
  readonly encoding: readonly EncodingName[];
  readonly vocab?: string;
  readonly pattern?: string;
  readonly tokenizer?: string;
};

export function addPageOptions(command: Command): Command {
  const { encodings, batchSize, embeddingDim, seed } = DEFAULT_REPORT_OPTIONS;
  return command
    .addOption(encodingsOption(listEncodingNames(), encodings))
    .addOption(modelOption("before them"))
    .option("--vocab <file>", "a vocabulary of yours before them: .tiktoken, tokenizer.json, minbpe's .model")
    .option("--pattern <name>", "how --vocab splits text, where no .tiktoken.json is beside it")
    .option("--max-length <n>", "tokens in a window, to begin with (default: 4, or what the text has)", parsePositive)
    .option("--stride <n>", "tokens from window to window, to begin with (default: the window's length)", parsePositive)
    .option("--batch-size <n>", "windows in a batch, to begin with", parsePositive, batchSize)
    .option("--embedding-dim <n>", "numbers in an embedding", parsePositive, embeddingDim)
    .option("--seed <n>", "seed of the random weights and of the shuffled order", parseSeed, seed);
}

/** @throws CommanderError where options do not go together; CliError where --tokenizer or --vocab can't be used */
export async function reportOptions(
  { encoding, vocab, pattern, tokenizer, ...options }: PageOptions,
  command: Command,
  terminal: Terminal,
): Promise<ReportOptions> {
  return { ...options, encodings: encoding, own: await ownTokenizer({ vocab, pattern, tokenizer }, command, terminal) };
}

async function ownTokenizer(
  options: OwnTokenizerOptions,
  command: Command,
  terminal: Terminal,
): Promise<TextTokenizer | undefined> {
  const own = await loadOwn(options, command, terminal);
  if (own === undefined) return undefined;
  const others = ["simple", ...listEncodingNames()];
  if (!others.includes(own.name)) return own;
  throw new CliError(`a vocabulary can't be called ${own.name} here, as a tokenizer of the page is. Rename it.`);
}

/** @throws CliError where FILE can't be read */
export async function readSource(file: string | undefined): Promise<PageSource> {
  const path = file ?? SAMPLE_TEXT;
  return { name: file === "-" ? "standard input" : basename(path), ...(await readText(path)) };
}
