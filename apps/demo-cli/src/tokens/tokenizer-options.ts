/** Which byte pair encoding a command works with: one of the seven by its name, or a file. */
import { type EncodingName, getEncoding } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import { encodingOption } from "../options.ts";
import { bpeTextTokenizer } from "./bpe-text-tokenizer.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

/** What the command line said. */
export interface TokenizerOptions {
  readonly encoding: EncodingName;
  readonly vocab?: string;
  readonly pattern?: string;
}

/** Adds `--encoding`, `--vocab` and `--pattern` to a command. */
export function addTokenizerOptions(command: Command): Command {
  return addVocabOptions(command.addOption(encodingOption()), "in place of an encoding");
}

/** Adds `--vocab` and `--pattern` to a command. @param where the file stands */
export function addVocabOptions(command: Command, where: string): Command {
  return command
    .option("--vocab <file>", `a file ${where}: .tiktoken, tokenizer.json, minbpe's .model`)
    .option("--pattern <name>", "how --vocab splits text, where no .tiktoken.json is beside it");
}

/** @throws CommanderError where options do not go together; CliError where a file can't be used */
export async function loadTokenizer(options: TokenizerOptions, command: Command): Promise<TextTokenizer> {
  const { encoding, vocab, pattern } = options;
  if (vocab !== undefined && command.getOptionValueSource("encoding") === "cli")
    command.error("error: both --encoding and --vocab given. Leave one out.");
  return (await loadVocab({ vocab, pattern }, command)) ?? bpeTextTokenizer(await getEncoding(encoding));
}

/** The tokenizer of `--vocab`, if it is given. @throws as loadTokenizer */
export async function loadVocab(
  { vocab, pattern }: { readonly vocab?: string | undefined; readonly pattern?: string | undefined },
  command: Command,
): Promise<TextTokenizer | undefined> {
  if (vocab === undefined) {
    if (pattern !== undefined) command.error("error: --pattern is that of --vocab; an encoding has its own.");
    return undefined;
  }
  const { readVocabFile } = await import("./vocab-file.ts");
  return readVocabFile(vocab, pattern);
}
