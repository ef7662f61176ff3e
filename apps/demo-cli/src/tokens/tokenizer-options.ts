/** Which tokenizer a command works with: an encoding by its name, a vocabulary in a file, or that of a model. */
import { type EncodingName, getEncoding } from "@windrow/tokenizer-bpe";
import { type Command, Option } from "commander";
import { encodingOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import { bpeTextTokenizer } from "./bpe-text-tokenizer.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

/** What the command line said. */
export interface TokenizerOptions {
  readonly encoding: EncodingName;
  readonly vocab?: string;
  readonly pattern?: string;
  readonly tokenizer?: string;
}

/** The part of them that stands for a tokenizer of one's own. */
export interface OwnTokenizerOptions {
  readonly vocab?: string | undefined;
  readonly pattern?: string | undefined;
  readonly tokenizer?: string | undefined;
}

/** Adds `--encoding`, `--tokenizer`, `--vocab` and `--pattern` to a command. */
export function addTokenizerOptions(command: Command): Command {
  const withEncoding = command.addOption(encodingOption());
  return addVocabOptions(withEncoding.addOption(modelOption("in place of an encoding")), "in place of an encoding");
}

/** `--tokenizer <model>` @param where it stands */
export function modelOption(where: string): Option {
  return new Option("--tokenizer <model>", `a model's tokenizer ${where}: hub id, folder, tokenizer.json, tekken.json`);
}

/** Adds `--vocab` and `--pattern` to a command. @param where the file stands */
export function addVocabOptions(command: Command, where: string): Command {
  return command
    .option("--vocab <file>", `a file ${where}: .tiktoken, tokenizer.json, minbpe's .model`)
    .option("--pattern <name>", "how --vocab splits text, where no .tiktoken.json is beside it");
}

/** @throws CommanderError where options do not go together; CliError where a file can't be used */
export async function loadTokenizer(
  options: TokenizerOptions,
  command: Command,
  terminal: Terminal,
): Promise<TextTokenizer> {
  if (command.getOptionValueSource("encoding") === "cli") refuseBoth("encoding", options, command);
  return (await loadOwn(options, command, terminal)) ?? bpeTextTokenizer(await getEncoding(options.encoding));
}

/** Refuses a second one of those that exclude each other. @throws CommanderError */
export function refuseBoth(one: "encoding" | "vocab", options: OwnTokenizerOptions, command: Command): void {
  const others = one === "encoding" ? (["vocab", "tokenizer"] as const) : (["tokenizer"] as const);
  const other = others.find((name) => options[name] !== undefined);
  if (other !== undefined) command.error(`error: both --${one} and --${other} given. Leave one out.`);
}

/** The tokenizer of `--tokenizer` or `--vocab`, if one is given. @throws as loadTokenizer */
export async function loadOwn(
  options: OwnTokenizerOptions,
  command: Command,
  terminal: Terminal,
): Promise<TextTokenizer | undefined> {
  if (options.vocab !== undefined) refuseBoth("vocab", options, command);
  const vocabulary = await loadVocab(options, command);
  if (options.tokenizer === undefined) return vocabulary;
  const { readModelTokenizer } = await import("./model-tokenizer.ts");
  return readModelTokenizer(options.tokenizer, terminal);
}

/** The tokenizer of `--vocab`, if it is given. @throws as loadTokenizer */
export async function loadVocab(
  { vocab, pattern }: Omit<OwnTokenizerOptions, "tokenizer">,
  command: Command,
): Promise<TextTokenizer | undefined> {
  if (vocab === undefined) {
    if (pattern !== undefined) command.error("error: --pattern is that of --vocab; an encoding has its own.");
    return undefined;
  }
  const { readVocabFile } = await import("./vocab-file.ts");
  return readVocabFile(vocab, pattern);
}
