/** The job that a command line describes. */
import type { PrepareJob, TokenizerSource } from "@windrow/prepare";
import type { Command } from "commander";
import type { PrepareCommandOptions } from "../commands/prepare.ts";
import { expandGlob } from "../read/find-inputs.ts";

/** @throws CommanderError for options that do not go together; CliError where a glob matches no file */
export async function jobOfOptions(
  named: readonly string[],
  options: PrepareCommandOptions,
  command: Command,
): Promise<PrepareJob> {
  if (named.includes("-"))
    command.error("error: inputs are read more than once: write standard input to a file first, and name that.");
  const tokenizer = tokenizerOf(options, command);
  const inputs = (await Promise.all(named.map(expandGlob))).flat();
  const { output, format, inputType, separator, field, invalidText, endOfText, shardTokens, unitBytes } = options;
  return {
    inputs: [...new Set(inputs)],
    output,
    tokenizer,
    format,
    inputType,
    separator,
    field,
    invalidText,
    endOfText,
    shardTokens,
    unitBytes,
    validation: options.validation,
    removeDuplicates: options.dedupe,
  };
}

function tokenizerOf({ encoding, vocab, pattern, special }: PrepareCommandOptions, command: Command): TokenizerSource {
  if (encoding !== undefined && vocab !== undefined)
    command.error("error: both --encoding and --vocab given. Leave one out.");
  if (encoding !== undefined) {
    if (pattern !== undefined || special !== undefined)
      command.error("error: --pattern and --special are those of --vocab; an encoding has its own.");
    return { encoding };
  }
  if (vocab === undefined)
    command.error("error: no tokenizer given. Give --encoding NAME, or --vocab FILE with --pattern.");
  if (pattern === undefined)
    command.error("error: --vocab needs --pattern: an encoding's name, such as gpt2, or a regular expression.");
  return { file: vocab, pattern, ...(special && { specialTokens: special }) };
}
