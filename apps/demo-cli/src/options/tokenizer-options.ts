/** Which tokenizer a command works with: an encoding by its name, a vocabulary in a file, or that of a model. */
import { type EncodingName, getEncoding } from "@windrow/tokenizer-bpe";
import { type Command, Option } from "commander";
import { encodingOption, openAiModelOption } from "./encoding-options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { bpeTextTokenizer } from "../tokens/bpe-text-tokenizer.ts";
import type { TextTokenizer } from "../tokens/text-tokenizer.ts";

/** What the command line said. */
export interface TokenizerOptions {
  readonly encoding: EncodingName;
  /** The encoding of the model that was named. */
  readonly model?: EncodingName;
  readonly vocab?: string;
  readonly pattern?: string;
  readonly tokenizer?: string;
}

/** The options that choose your own tokenizer. */
export interface OwnTokenizerOptions {
  readonly vocab?: string | undefined;
  readonly pattern?: string | undefined;
  readonly tokenizer?: string | undefined;
}

/** Adds `--encoding`, `--model`, `--tokenizer`, `--vocab` and `--pattern` to a command. */
export function addTokenizerOptions(command: Command, { encoding }: { readonly encoding: EncodingName }): Command {
  const withEncoding = command.addOption(encodingOption(encoding)).addOption(openAiModelOption());
  return addVocabOptions(withEncoding.addOption(modelOption("instead of an encoding")), "instead of an encoding");
}

/** `--tokenizer <model>` @param where it stands */
export function modelOption(where: string): Option {
  return new Option(
    "--tokenizer <model>",
    `a model's tokenizer ${where}: hub id, folder, tokenizer.json, tekken.json, SentencePiece .model`,
  );
}

/** Adds `--vocab` and `--pattern` to a command. @param where the file stands */
export function addVocabOptions(command: Command, where: string): Command {
  return command
    .option("--vocab <file>", `a file ${where}: .tiktoken, tokenizer.json, minbpe's .model`)
    .option("--pattern <name>", "how --vocab splits text, if there is no .tiktoken.json next to it");
}

/** @throws CommanderError where options do not go together; CliError where a file can't be used */
export async function loadTokenizer(
  options: TokenizerOptions,
  command: Command,
  terminal: Terminal,
): Promise<TextTokenizer> {
  refuseBoth(command);
  const own = await loadOwn(options, command, terminal);
  return own ?? bpeTextTokenizer(await getEncoding(options.model ?? options.encoding));
}

/** Options that each name a tokenizer. */
const NAMING: readonly string[] = ["encoding", "model", "vocab", "tokenizer"];

/** Refuses a second one of options that exclude each other. @throws CommanderError */
export function refuseBoth(command: Command, names: readonly string[] = NAMING): void {
  const [one, other] = names.filter((name) => command.getOptionValueSource(name) === "cli");
  if (other !== undefined) command.error(`error: both --${one} and --${other} given. Leave one out.`);
}

/** The tokenizer of `--tokenizer` or `--vocab`, if one is given. @throws as loadTokenizer */
export async function loadOwn(
  options: OwnTokenizerOptions,
  command: Command,
  terminal: Terminal,
): Promise<TextTokenizer | undefined> {
  const vocabulary = await loadVocab(options, command);
  if (options.tokenizer === undefined) return vocabulary;
  const { readModelTokenizer } = await import("../tokens/model-tokenizer.ts");
  return readModelTokenizer(options.tokenizer, terminal);
}

/**
 * The encodings of a command that takes several: that of `--model` before those of `--encoding` by default, behind them
 * where they were given.
 * @param isAlone whether a model stands alone where `--encoding` is not given
 */
export function encodingsAndModel<Name extends string>(
  { encoding, model }: { readonly encoding: readonly Name[]; readonly model?: Name | undefined },
  command: Command,
  isAlone: boolean,
): readonly Name[] {
  if (model === undefined) return encoding;
  if (command.getOptionValueSource("encoding") === "cli") return [...new Set([...encoding, model])];
  return isAlone ? [model] : [...new Set([model, ...encoding])];
}

/** The tokenizer of `--vocab`, if it is given. @throws as loadTokenizer */
export async function loadVocab(
  { vocab, pattern }: Omit<OwnTokenizerOptions, "tokenizer">,
  command: Command,
): Promise<TextTokenizer | undefined> {
  if (vocab === undefined) {
    if (pattern !== undefined) command.error("error: --pattern applies only to --vocab; an encoding has its own.");
    return undefined;
  }
  const { readVocabFile } = await import("../tokens/vocab-file.ts");
  return readVocabFile(vocab, pattern);
}
