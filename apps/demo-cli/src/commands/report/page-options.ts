/** What `report` and `serve` have in common: the options of a page, and the text it is made of. */
import { listEncodingNames, type EncodingName } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import { encodingsOption, NOTEBOOK_ENCODING, openAiModelOption } from "../../options/encoding-options.ts";
import { parsePositive, parseSeed } from "../../options/parse-number.ts";
import { textOption } from "../../options/common-options.ts";
import { CliError } from "../../errors/cli-error.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import {
  encodingsAndModel,
  loadOwn,
  modelOption,
  type OwnTokenizerOptions,
  refuseBoth,
} from "../../options/tokenizer-options.ts";
import type { ReportOptions } from "./collect-report.ts";

/** The notebook's batch; a width that still draws well. */
const DEFAULT_REPORT_OPTIONS = {
  encodings: [NOTEBOOK_ENCODING] as const,
  batchSize: 8,
  embeddingDim: 64,
  seed: 69,
} satisfies ReportOptions;

/** The options as commander has them: the encodings under the option's own name. */
export type PageOptions = Omit<ReportOptions, "encodings" | "own"> & {
  readonly encoding: readonly EncodingName[];
  /** The encoding of the model that was named. */
  readonly model?: EncodingName;
  readonly text?: string;
  readonly vocab?: string;
  readonly pattern?: string;
  readonly tokenizer?: string;
};

export function addPageOptions(command: Command): Command {
  const { encodings, batchSize, embeddingDim, seed } = DEFAULT_REPORT_OPTIONS;
  return command
    .addOption(textOption())
    .addOption(encodingsOption(listEncodingNames(), encodings))
    .addOption(openAiModelOption())
    .addOption(modelOption("before them"))
    .option("--vocab <file>", "your own vocabulary, before them: .tiktoken, tokenizer.json, minbpe's .model")
    .option("--pattern <name>", "how --vocab splits text, if there is no .tiktoken.json next to it")
    .option("--max-length <n>", "tokens in a window at first (default: 4, or fewer for a shorter text)", parsePositive)
    .option("--stride <n>", "tokens from window to window at first (default: the window's length)", parsePositive)
    .option("--batch-size <n>", "windows in a batch at first", parsePositive, batchSize)
    .option("--embedding-dim <n>", "numbers in an embedding", parsePositive, embeddingDim)
    .option("--seed <n>", "seed of the random weights and of the shuffled order", parseSeed, seed);
}

/** @throws CommanderError where options do not go together; CliError where --tokenizer or --vocab can't be used */
export async function reportOptions(
  { encoding, model, text: _text, vocab, pattern, tokenizer, ...options }: PageOptions,
  command: Command,
  terminal: Terminal,
): Promise<ReportOptions> {
  refuseBoth(command, ["vocab", "tokenizer"]);
  const own = await ownTokenizer({ vocab, pattern, tokenizer }, command, terminal);
  return { ...options, encodings: encodingsAndModel({ encoding, model }, command, true), own };
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
  throw new CliError(
    `a vocabulary can't be called ${own.name} here, because a tokenizer of the page has that name. Rename its file or folder.`,
  );
}
