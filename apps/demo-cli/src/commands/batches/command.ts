/** `windrow batches`: windows put together, as a training loop gets them. */
import type { Command } from "commander";
import { DEFAULT_OPTIONS } from "../../options/notebook-options.ts";
import { parsePositive, parseSeed } from "../../options/parse-number.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { addWindowOptions } from "../windows/window-options.ts";
import type { BatchOptions } from "./run-batches.ts";

const EXAMPLES = `Examples:
  windrow batches book.txt                        the first batch of 8 windows
  windrow batches book.txt --max-length 4 --batch-size 2 --limit 3
  windrow batches book.txt --shuffle --seed 123   in PyTorch's order
  windrow batches book.txt --no-drop-last --json
`;

/** Adds `batches` to the program. */
export function addBatchesCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("batches")
    .summary("show the batches of a text")
    .description("Shows batches of windows of FILE, of shape [batch, sequence], in the order of PyTorch's DataLoader.")
    .usage("[options] FILE")
    .argument("[FILE]", "a text file, or - for standard input");
  addWindowOptions(command, 1, "batches")
    .option("--batch-size <n>", "windows in a batch", parsePositive, DEFAULT_OPTIONS.batchSize)
    .option("--shuffle", "take the windows in random order", DEFAULT_OPTIONS.shuffle)
    .option("--seed <n>", "seed of --shuffle", parseSeed, DEFAULT_OPTIONS.seed)
    .option("--drop-last", "leave out a shorter last batch (default, unless it is the only one)")
    .option("--no-drop-last", "keep it")
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: BatchOptions, self: Command) => {
      const { runBatches } = await import("./run-batches.ts");
      await runBatches(file, options, self, terminal);
    });
}
