/** `windrow demo`: the whole road on one text. */
import type { Command } from "commander";
import type { DemoCommandOptions } from "./run-demo.ts";
import { DEFAULT_OPTIONS } from "../../options/notebook-options.ts";
import { encodingOption, openAiModelOption } from "../../options/encoding-options.ts";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { parsePositive, parseSeed } from "../../options/parse-number.ts";
import type { Terminal } from "../../terminal/terminal.ts";

const EXAMPLES = `Examples:
  windrow demo                   on the text that ships with windrow
  windrow demo book.txt          on your own text
  windrow demo --text "hay hay rake"
  windrow demo book.txt --json   as one JSON object on stdout
  windrow demo book.txt --encoding o200k_base --max-length 256 --stride 128
`;

/** Adds `demo` to the program. */
export function addDemoCommand(root: Command, terminal: Terminal): void {
  root
    .command("demo")
    .summary("run the whole pipeline on a text")
    .description("Runs the whole pipeline on FILE (UTF-8 text), or on the text that ships with windrow.")
    .usage("[options] [FILE]")
    .argument("[FILE]", "a text file, or - for standard input")
    .addOption(textOption())
    .addOption(jsonOption())
    .addOption(encodingOption(DEFAULT_OPTIONS.encoding))
    .addOption(openAiModelOption())
    .option("--max-length <n>", "tokens in a window (default: 100, or fewer for a shorter text)", parsePositive)
    .option("--stride <n>", "tokens from window to window (default: the window's length)", parsePositive)
    .option("--batch-size <n>", "windows in a batch", parsePositive, DEFAULT_OPTIONS.batchSize)
    .option("--embedding-dim <n>", "numbers in an embedding", parsePositive, DEFAULT_OPTIONS.embeddingDim)
    .option("--seed <n>", "seed of the random weights and of --shuffle", parseSeed, DEFAULT_OPTIONS.seed)
    .option("--shuffle", "take the windows in random order", DEFAULT_OPTIONS.shuffle)
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: DemoCommandOptions, self: Command) => {
      const { runDemo } = await import("./run-demo.ts");
      await runDemo(file, options, self, terminal);
    });
}
