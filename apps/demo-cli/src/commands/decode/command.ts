/** `windrow decode`: ids back to their text. */
import type { Command } from "commander";
import type { DecodeOptions } from "./run-decode.ts";
import { jsonOption } from "../../options/common-options.ts";
import { TODAYS_ENCODING } from "../../options/encoding-options.ts";
import type { GuardedTerminal } from "../../terminal/terminal.ts";
import { addTokenizerOptions } from "../../options/tokenizer-options.ts";

const EXAMPLES = `Examples:
  windrow decode 49 539 340 -e gpt2
  windrow decode "[49, 539, 340]" -e gpt2
  windrow decode ids.txt > text.txt
  windrow tokenize book.txt --ids | windrow decode
`;

/** Adds `decode` to the program. */
export function addDecodeCommand(root: Command, terminal: GuardedTerminal): void {
  const command = root
    .command("decode")
    .summary("turn token ids back into text")
    .description(
      "Prints the text of token IDs, which are given as arguments, in a file, or on standard input: separated by white " +
        "space or commas, or as a JSON array. It undoes tokenize --ids exactly: every byte is written as it is, even if the " +
        "ids end within a character. On a terminal, such bytes are shown as <0xE2>.",
    )
    .usage("[options] ID... | FILE | -")
    .argument("[ID...]", "token ids, or a file of them, or - for standard input");
  addTokenizerOptions(command, { encoding: TODAYS_ENCODING })
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (given: string[], options: DecodeOptions, self: Command) => {
      const { runDecode } = await import("./run-decode.ts");
      await runDecode(given, options, self, terminal);
    });
}
