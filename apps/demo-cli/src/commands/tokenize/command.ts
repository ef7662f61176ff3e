/** `windrow tokenize`: the pieces of a text and their ids. */
import type { Command } from "commander";
import { jsonOption, textOption, whitespaceOption } from "../../options/common-options.ts";
import { TODAYS_ENCODING } from "../../options/encoding-options.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { addTokenizerOptions } from "../../options/tokenizer-options.ts";
import { specialOption } from "../../options/special-option.ts";
import type { TokenizeOptions } from "./run-tokenize.ts";

const EXAMPLES = `Examples:
  windrow tokenize --text "Rake it, she said."   pieces, ids below
  windrow tokenize book.txt -e o200k_base | less -R
  windrow tokenize book.txt --ids                ids only
  echo "naïve 👩‍🌾" | windrow tokenize - --whitespace
`;

/** Adds `tokenize` to the program. */
export function addTokenizeCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("tokenize")
    .summary("show the tokens of a text and their ids")
    .description(
      "Shows the tokens of each FILE, in colours or, without colour, separated by |, and their ids. " +
        "A character that takes several tokens stays whole; its ids are joined by +.",
    )
    .usage("[options] FILE...")
    .argument("[FILE...]", "text files, globs in quotes, or - for standard input")
    .addOption(textOption());
  addTokenizerOptions(command, { encoding: TODAYS_ENCODING })
    .addOption(specialOption())
    .addOption(whitespaceOption())
    .option("--ids", "print the ids only", false)
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (named: string[], options: TokenizeOptions, self: Command) => {
      const { runTokenize } = await import("./run-tokenize.ts");
      await runTokenize(named, options, self, terminal);
    });
}
