/** `windrow count`: tokens of files of any size. */
import type { Command } from "commander";
import type { CountOptions } from "../count/run-count.ts";
import { jsonOption, textOption, TODAYS_ENCODING } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import { addTokenizerOptions } from "../tokens/tokenizer-options.ts";
import { specialOption } from "../tokens/special-option.ts";

const EXAMPLES = `Examples:
  windrow count book.txt                         tokens, characters, bytes
  windrow count "texts/**/*.txt" -e o200k_base   each file, and all together
  windrow count book.txt --tokenizer Qwen/Qwen3-8B
  cat book.txt | windrow count -
  windrow count books/*.txt --json
`;

/** Adds `count` to the program. */
export function addCountCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("count")
    .summary("count tokens, of files of any size")
    .description("Counts the tokens of each FILE and of all. Files are streamed: memory does not grow with them.")
    .usage("[options] FILE...")
    .argument("[FILE...]", "text files, globs in quotes, or - for standard input")
    .addOption(textOption());
  addTokenizerOptions(command, { encoding: TODAYS_ENCODING })
    .addOption(specialOption())
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (named: string[], options: CountOptions, self: Command) => {
      const { runCount } = await import("../count/run-count.ts");
      await runCount(named, options, self, terminal);
    });
}
