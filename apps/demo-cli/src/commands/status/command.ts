/** `windrow status OUT`: where a job of `windrow prepare` stands. */
import type { Command } from "commander";
import { jsonOption } from "../../options/common-options.ts";
import type { Terminal } from "../../terminal/terminal.ts";

const EXAMPLES = `Examples:
  windrow status shards           while others work on it, on any machine
  windrow status shards --json
`;

/** Adds `status` to the program. */
export function addStatusCommand(root: Command, terminal: Terminal): void {
  root
    .command("status")
    .summary("show the progress of a prepare job")
    .description(
      "Shows how much of the job in the folder OUT is done, how fast it runs, how long it will take, and what failed.",
    )
    .usage("[options] OUT")
    .argument("<OUT>", "folder of the job")
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (output: string, options: { readonly json: boolean }, self: Command) => {
      const { runStatus } = await import("./run-status.ts");
      await runStatus(output, options, self, terminal);
    });
}
