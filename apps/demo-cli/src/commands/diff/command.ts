/** `windrow diff`: where two tokenizers cut a text differently. */
import type { Command } from "commander";
import type { DiffOptions } from "./run-diff.ts";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { parsePositive } from "../../options/parse-number.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { specialOption } from "../../options/special-option.ts";

const EXAMPLES = `Examples:
  windrow diff gpt2 o200k_base book.txt
  windrow diff gpt-4 gpt-4o --text "Rake it, naïve farmer."
  windrow diff o200k_base Qwen/Qwen3-8B code.py --limit 100
  windrow diff ./llama ./my/tokenizer.json book.txt --json
`;

/** Adds `diff` to the program. */
export function addDiffCommand(root: Command, terminal: Terminal): void {
  root
    .command("diff")
    .summary("show where two tokenizers split a text differently")
    .description(
      "Compares how A and B split FILE: their tokens, and each place where they differ, piece by piece with ids. A stretch " +
        "that both split alike is one line with its number of pieces. A and B are each an encoding (o200k_base), an OpenAI model " +
        "(gpt-4o), a model's id on the Hugging Face Hub, a folder, a tokenizer.json, or a .tiktoken file.",
    )
    .usage("[options] A B FILE")
    .argument("<A>", "a tokenizer")
    .argument("<B>", "another")
    .argument("[FILE]", "a text file, or - for standard input")
    .addOption(textOption())
    .addOption(specialOption())
    .option("--limit <n>", "places to show (default: 20, or all with --json)", parsePositive)
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (a: string, b: string, file: string | undefined, options: DiffOptions, self: Command) => {
      const { runDiff } = await import("./run-diff.ts");
      await runDiff([a, b], file, options, self, terminal);
    });
}
