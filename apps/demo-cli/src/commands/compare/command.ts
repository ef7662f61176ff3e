/** `windrow compare`: a text in several encodings, side by side. */
import { listEncodingNames } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import {
  encodingsOption,
  NOTEBOOK_ENCODING,
  openAiModelOption,
  TODAYS_ENCODING,
} from "../../options/encoding-options.ts";
import { jsonOption, textOption, whitespaceOption } from "../../options/common-options.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { specialOption } from "../../options/special-option.ts";
import { addVocabOptions, modelOption } from "../../options/tokenizer-options.ts";
import type { CompareOptions } from "./compare-text.ts";
import { WORDS } from "./words-name.ts";

const EXAMPLES = `Examples:
  windrow compare book.txt                       o200k_base, cl100k_base ...
  windrow compare book.txt -e gpt2,o200k_base    compared with the first of them
  windrow compare book.txt --vocab my.tiktoken   with your own
  windrow compare book.txt --tokenizer Qwen/Qwen3-8B --tokenizer ./llama
  windrow compare "texts/*.txt" --json
  windrow compare --text "Alvazska is an unknown word."
`;

/** Adds `compare` to the program. */
export function addCompareCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("compare")
    .summary("compare encodings on a text")
    .description(
      "Compares encodings on each FILE: tokens, characters and bytes per token, the difference from the first encoding, " +
        "and the beginning of the text in each. simple is the word tokenizer, with white space, built from the text itself.",
    )
    .usage("[options] FILE...")
    .argument("[FILE...]", "text files, globs in quotes, or - for standard input")
    .addOption(textOption())
    .addOption(
      encodingsOption([...listEncodingNames(), WORDS], [TODAYS_ENCODING, "cl100k_base", NOTEBOOK_ENCODING, WORDS]),
    )
    .addOption(openAiModelOption("the encoding of an OpenAI model, before the others"));
  const models = modelOption("as well; can be repeated").argParser<readonly string[]>((model, before = []) => [
    ...before,
    model,
  ]);
  addVocabOptions(command.addOption(models), "shown after the encodings")
    .addOption(specialOption())
    .addOption(whitespaceOption())
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (named: string[], options: CompareOptions, self: Command) => {
      const { runCompare } = await import("./run-compare.ts");
      await runCompare(named, options, self, terminal);
    });
}
