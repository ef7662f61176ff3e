/** `windrow count`: tokens of files of any size. */
import type { EncodingName } from "@windrow/tokenizer-bpe";
import type { Command } from "commander";
import { encodingOption, jsonOption, textOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import { specialOption, type Special } from "../tokens/special-option.ts";

const EXAMPLES = `Examples:
  windrow count book.txt                         tokens, characters, bytes
  windrow count "texts/**/*.txt" -e o200k_base   each file, and all together
  cat book.txt | windrow count -
  windrow count books/*.txt --json
`;

/** What the command line said. */
export interface CountOptions {
  readonly encoding: EncodingName;
  readonly special: Special;
  readonly text?: string;
  readonly json: boolean;
}

/** Adds `count` to the program. */
export function addCountCommand(root: Command, terminal: Terminal): void {
  root
    .command("count")
    .summary("count tokens, of files of any size")
    .description("Counts the tokens of each FILE and of all. Files are streamed: memory does not grow with them.")
    .usage("[options] FILE...")
    .argument("[FILE...]", "text files, globs in quotes, or - for standard input")
    .addOption(textOption())
    .addOption(encodingOption())
    .addOption(specialOption())
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (named: string[], options: CountOptions, command: Command) => {
      const { runCount } = await import("../count/run-count.ts");
      await runCount(named, options, command, terminal);
    });
}
