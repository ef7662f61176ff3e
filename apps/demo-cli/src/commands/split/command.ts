/** `windrow split`: a text in chunks of so many tokens. */
import { type Command, Option } from "commander";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { parseCount, parsePositive } from "../../options/parse-number.ts";
import { TODAYS_ENCODING } from "../../options/encoding-options.ts";
import type { SplitOptions } from "./run-split.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { addTokenizerOptions } from "../../options/tokenizer-options.ts";
import { specialOption } from "../../options/special-option.ts";

const EXAMPLES = `Examples:
  windrow split book.txt --tokens 500                   a JSON object each
  windrow split book.txt -n 500 --overlap 50 -o chunks  a file each
  windrow split book.txt -n 500 --at sentence           after whole sentences
  windrow split book.txt -n 500 | jq -r .text
  cat book.txt | windrow split -n 500 --model gpt-4
`;

/** Adds `split` to the program. */
export function addSplitCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("split")
    .summary("split a text into chunks of a number of tokens")
    .description(
      "Splits FILE into chunks of at most --tokens tokens, each counted separately. Without --overlap, the chunks joined " +
        "together are exactly the text; with it, each starts with the last tokens of the previous one. No character is cut. " +
        "Prints one JSON object per line, { index, text, tokens, start, end }, where start and end count code points, or " +
        "writes files into a new folder. Files are streamed: memory does not grow with them.",
    )
    .usage("[options] FILE --tokens N")
    .argument("[FILE]", "a text file, or - for standard input")
    .addOption(textOption())
    .addOption(
      new Option("-n, --tokens <n>", "the maximum number of tokens per chunk")
        .argParser(parsePositive)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--overlap <m>", "tokens of a chunk that the next one repeats").argParser(parseCount).default(0),
    )
    .addOption(
      new Option("--at <place>", "where chunks preferably end: after a sentence, a line or a word, or anywhere")
        .choices(["sentence", "line", "word", "token"])
        .default("token"),
    )
    .option("-o, --output <dir>", "write each chunk to a file in this folder, which must be new or empty");
  addTokenizerOptions(command, { encoding: TODAYS_ENCODING })
    .addOption(specialOption())
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: SplitOptions, self: Command) => {
      const { runSplit } = await import("./run-split.ts");
      await runSplit(file, options, self, terminal);
    });
}
