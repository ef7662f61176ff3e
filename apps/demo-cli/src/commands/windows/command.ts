/** `windrow windows`: the sliding windows of a text. */
import type { Command } from "commander";
import type { Terminal } from "../../terminal/terminal.ts";
import { addWindowOptions, type WindowOptions } from "./window-options.ts";

const EXAMPLES = `Examples:
  windrow windows book.txt                             the first five windows
  windrow windows book.txt --max-length 8 --stride 1   moved by one token
  windrow windows book.txt --limit 100 --json
  windrow windows --text "In the heart of the city" --max-length 4 --stride 1
`;

/** Adds `windows` to the program. */
export function addWindowsCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("windows")
    .summary("show the input and target windows of a text")
    .description(
      "Shows the windows of FILE: the ids that a model reads, and those it learns to predict, one token later.",
    )
    .usage("[options] FILE")
    .argument("[FILE]", "a text file, or - for standard input");
  addWindowOptions(command, 5, "windows")
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: WindowOptions, self: Command) => {
      const { runWindows } = await import("./run-windows.ts");
      await runWindows(file, options, self, terminal);
    });
}
