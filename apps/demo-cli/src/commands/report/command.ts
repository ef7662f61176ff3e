/** `windrow report [FILE] -o report.html`: the whole road as one page that needs nothing beside it. */
import type { Command } from "commander";
import { jsonOption } from "../../options/common-options.ts";
import type { GuardedTerminal } from "../../terminal/terminal.ts";
import { addPageOptions } from "./page-options.ts";
import type { ReportCommandOptions } from "./run-report.ts";

const EXAMPLES = `Examples:
  windrow report book.txt                              writes report.html
  windrow report book.txt -o book.html --force         replaces book.html
  windrow report book.txt --encoding gpt2,o200k_base   side by side
  curl -s https://example.org/text | windrow report -  from standard input
`;

/** Adds `report` to the program. */
export function addReportCommand(root: Command, terminal: GuardedTerminal): void {
  const command = root
    .command("report")
    .summary("write a page that shows the pipeline on a text")
    .description("Writes one HTML file about FILE (UTF-8 text, - for standard input) that works offline.")
    .usage("[options] [FILE]")
    .argument("[FILE]", "a text file (default: the text that ships with windrow)")
    .option("-o, --output <path>", "the page to write, - for standard output", "report.html")
    .option("--force", "replace the page if it exists", false)
    .addOption(jsonOption());
  addPageOptions(command)
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: ReportCommandOptions, self: Command) => {
      const { runReport } = await import("./run-report.ts");
      await runReport(file, options, self, terminal);
    });
}
