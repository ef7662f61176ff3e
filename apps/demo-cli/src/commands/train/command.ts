/** `windrow train FILES -o my.tiktoken`: trains your own vocabulary. */
import { type Command, Option } from "commander";
import { parseCount, parsePositive } from "../../options/parse-number.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { TrainCommandOptions } from "./run-train.ts";

const EXAMPLES = `Examples:
  windrow train "books/*.txt" --vocab-size 8192 -o my.tiktoken
  windrow train all.txt --vocab-size 32000 -o tokenizer.json \\
    --pattern o200k_base --special-token "<|endoftext|>"
  windrow train all.txt --vocab-size 32000 -o my.tiktoken --resume
  windrow tokenize book.txt --vocab my.tiktoken
`;

/** Adds `train` to the program. */
export function addTrainCommand(root: Command, terminal: Terminal): void {
  root
    .command("train")
    .summary("train your own vocabulary")
    .description(
      "Trains a byte pair encoding on FILES, each one text, and writes NAME.tiktoken (ranks, with the pattern and the " +
        "special tokens in NAME.tiktoken.json next to it) or NAME.json (Hugging Face's tokenizer.json).",
    )
    .usage("[options] FILE... --vocab-size N -o OUT")
    .argument("[FILE...]", "text files, globs in quotes, or - for standard input")
    .requiredOption("--vocab-size <n>", "tokens in total: 256 bytes, merges, special tokens", parsePositive)
    .requiredOption("-o, --output <file>", "the vocabulary to write: NAME.tiktoken or NAME.json")
    .option("--pattern <name>", "how text is split: an encoding's name, or a regular expression", "cl100k_base")
    .option("--special-token <token>", "gets the next id after the merges; can be repeated", collect, [])
    .option("--min-frequency <n>", "pairs that occur less often are not merged", parseCount, 0)
    .option("--threads <n>", "threads that count words (default: one per core, one for a short text)", parsePositive)
    .option("--resume", "continue an interrupted training on the same files", false)
    .option("--force", "replace the vocabulary if it exists", false)
    .addOption(new Option("--json", "print events instead, one JSON object per line").default(false))
    .addHelpText("before", EXAMPLES)
    .action(async (named: string[], options: TrainCommandOptions, self: Command) => {
      const { runTrain } = await import("./run-train.ts");
      await runTrain(named, options, self, terminal);
    });
}

function collect(token: string, before: readonly string[]): string[] {
  return [...before, token];
}
