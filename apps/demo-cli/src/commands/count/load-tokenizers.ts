/** The tokenizers that `count` counts with: encodings, or one of the person's own; and the same again in another thread. */
import { type EncodingName, getEncoding } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import type { Terminal } from "../../terminal/terminal.ts";
import { bpeTextTokenizer } from "../../tokens/bpe-text-tokenizer.ts";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { loadOwn, type OwnTokenizerOptions, refuseBoth } from "../../options/tokenizer-options.ts";

/** What the command line said of them. */
export interface TokenizersOptions extends OwnTokenizerOptions {
  readonly encoding: readonly EncodingName[];
}

/** At least one. @throws CommanderError where options do not go together; CliError where a file can't be used */
export async function loadTokenizers(
  options: TokenizersOptions,
  command: Command,
  terminal: Terminal,
): Promise<readonly TextTokenizer[]> {
  for (const one of ["encoding", "model"]) refuseBoth(command, [one, "vocab", "tokenizer"]);
  const own = await loadOwn(options, command, terminal);
  return own === undefined ? loadEncodings(options.encoding) : [own];
}

/** The same in another thread, once they were loaded in the first: options that do not go together have been refused. */
export async function loadTokenizersAgain(options: TokenizersOptions): Promise<readonly TextTokenizer[]> {
  const { tokenizer, vocab, pattern, encoding } = options;
  if (tokenizer !== undefined) {
    // A thread has an environment of its own. What the hub has was put into the cache a moment ago.
    process.env.HF_HUB_OFFLINE = "1";
    const { readModelTokenizer } = await import("../../tokens/model-tokenizer.ts");
    const silent = { stdout: () => {}, stderr: () => {}, isStyled: false, showsProgress: false };
    return [await readModelTokenizer(tokenizer, silent)];
  }
  if (vocab === undefined) return loadEncodings(encoding);
  const { readVocabFile } = await import("../../tokens/vocab-file.ts");
  return [await readVocabFile(vocab, pattern)];
}

function loadEncodings(names: readonly EncodingName[]): Promise<TextTokenizer[]> {
  return Promise.all(names.map(async (name) => bpeTextTokenizer(await getEncoding(name))));
}
