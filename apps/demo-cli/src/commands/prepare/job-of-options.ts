/** The job that a command line describes. */
import type { PrepareJob, TokenizerSource } from "@windrow/prepare";
import type { Command } from "commander";
import { MAX_VOCAB_BYTES, readDescription, refuseNoRanks, refuseSecondPattern } from "../../tokens/vocab-file.ts";
import { modelSource } from "../../tokens/model-source.ts";
import { refuseBoth } from "../../options/tokenizer-options.ts";
import { wholeFile } from "../../read/whole-file.ts";
import { unusable } from "../../read/read-errors.ts";
import { expandGlob } from "../../read/find-inputs.ts";
import type { ExecutorOptions } from "../../job/executor-options.ts";
import type { EncodingName } from "@windrow/tokenizer-bpe";

/** What the command line said. */
export interface PrepareCommandOptions extends ExecutorOptions {
  readonly output: string;
  readonly encoding?: EncodingName;
  /** The encoding of the model that was named. */
  readonly model?: EncodingName;
  readonly vocab?: string;
  readonly pattern?: string;
  readonly tokenizer?: string;
  readonly specialToken?: Readonly<Record<string, number>>;
  readonly format: "bin" | "llm.c" | "megatron" | "npy";
  readonly shardTokens?: number;
  readonly validation?: number;
  readonly dedupe: boolean;
  readonly inputType?: "text" | "jsonl" | "parquet";
  readonly separator?: string;
  readonly field?: string;
  readonly invalidText: "fail" | "replace" | "skip";
  readonly maxExpansion?: number;
  readonly endOfText: "after" | "before" | "between" | "none";
  readonly unitBytes?: number;
  readonly planOnly: boolean;
}

/** @throws CommanderError for options that do not go together; CliError where a glob matches no file */
export async function jobOfOptions(
  named: readonly string[],
  options: PrepareCommandOptions,
  command: Command,
): Promise<PrepareJob> {
  if (named.includes("-"))
    command.error("error: inputs are read more than once: write standard input to a file first, and name that.");
  const tokenizer = await tokenizerOf(options, command);
  const inputs = (await Promise.all(named.map(expandGlob))).flat();
  const { output, format, inputType, separator, field, invalidText, maxExpansion } = options;
  const { endOfText, shardTokens, unitBytes } = options;
  return {
    inputs: [...new Set(inputs)],
    output,
    tokenizer,
    format,
    inputType,
    separator,
    field,
    invalidText,
    maxExpansion,
    endOfText,
    shardTokens,
    unitBytes,
    validation: options.validation,
    removeDuplicates: options.dedupe,
  };
}

async function tokenizerOf(options: PrepareCommandOptions, command: Command): Promise<TokenizerSource> {
  const { vocab, pattern, specialToken: special, tokenizer } = options;
  const encoding = options.encoding ?? options.model;
  refuseBoth(command);
  if (encoding !== undefined) {
    if (pattern !== undefined || special !== undefined)
      command.error("error: --pattern and --special-token apply only to --vocab; an encoding has its own.");
    return { encoding };
  }
  if (tokenizer !== undefined) {
    if (pattern !== undefined || special !== undefined)
      command.error("error: --pattern and --special-token apply only to --vocab; a model has its own.");
    return sourceOfModel(tokenizer);
  }
  if (vocab === undefined)
    command.error("error: no tokenizer given. Give --encoding NAME, --tokenizer MODEL, or --vocab FILE.");
  if (vocab.endsWith(".model"))
    command.error("error: prepare takes a .tiktoken file or a tokenizer.json, not a minbpe .model.");
  if (vocab.endsWith(".json")) {
    if (pattern !== undefined || special !== undefined)
      command.error(
        "error: a tokenizer.json has its own pattern and special tokens: leave --pattern and --special-token out.",
      );
    await wholeFile(vocab, MAX_VOCAB_BYTES);
    return { file: vocab };
  }
  const bytes = await wholeFile(vocab, MAX_VOCAB_BYTES);
  if (pattern === undefined) {
    refuseNoRanks(vocab, bytes);
    const { pattern: described, specialTokens } = await readDescription(vocab);
    return { file: vocab, pattern: described, specialTokens: special ?? specialTokens };
  }
  refuseSecondPattern(vocab);
  return { file: vocab, pattern, ...(special && { specialTokens: special }) };
}

async function sourceOfModel(given: string): Promise<TokenizerSource> {
  const source = await modelSource(given);
  if (source.kind === "folder") return { folder: source.path };
  if (source.kind === "file") {
    if (source.path.endsWith(".model"))
      throw unusable(source.path, "prepare takes SentencePiece's tokenizer.model from its folder. Name that");
    await wholeFile(source.path, MAX_VOCAB_BYTES);
    return { file: source.path };
  }
  const { id, revision } = source;
  return { model: id, ...(revision !== undefined && { revision }) };
}
