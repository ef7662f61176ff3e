/** `windrow truncate`: the beginning or the end of a text, by tokens. */
import { type Command, Option } from "commander";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { parseCount } from "../../options/parse-number.ts";
import { TODAYS_ENCODING } from "../../options/encoding-options.ts";
import type { GuardedTerminal } from "../../terminal/terminal.ts";
import { addTokenizerOptions } from "../../options/tokenizer-options.ts";
import { specialOption } from "../../options/special-option.ts";
import type { TruncateOptions } from "./run-truncate.ts";

const EXAMPLES = `Examples:
  windrow truncate book.txt --tokens 500                the first 500 tokens
  windrow truncate log.txt --tokens 2000 --from end     the last 2,000 tokens
  windrow truncate log.txt -n 2000 --from both --ellipsis " [...] "
  git diff | windrow truncate -n 8000 --model gpt-4o
  windrow truncate --text "Rake it, she said." -n 3 --json
`;

/** Adds `truncate` to the program. */
export function addTruncateCommand(root: Command, terminal: GuardedTerminal): void {
  const command = root
    .command("truncate")
    .summary("cut a text to a number of tokens")
    .description(
      "Prints at most --tokens tokens of FILE, exactly as in the file, with nothing added except --ellipsis. A character " +
        "that would be cut is left out. A text that is short enough is printed whole. Only as much of a file is read as needed.",
    )
    .usage("[options] FILE --tokens N")
    .argument("[FILE]", "a text file, or - for standard input")
    .addOption(textOption())
    .addOption(
      new Option("-n, --tokens <n>", "the maximum number of tokens").argParser(parseCount).makeOptionMandatory(),
    )
    .addOption(
      new Option("--from <place>", "which part to keep: the start, the end, or both")
        .choices(["start", "end", "both"])
        .default("start"),
    )
    .addOption(new Option("--ellipsis <text>", "marks where the text is cut; its tokens count").default("", "nothing"));
  addTokenizerOptions(command, { encoding: TODAYS_ENCODING })
    .addOption(specialOption())
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: TruncateOptions, self: Command) => {
      const { runTruncate } = await import("./run-truncate.ts");
      await runTruncate(file, options, self, terminal);
    });
}
