/** `windrow verify OUT`: whether what `windrow prepare` wrote is still what it wrote. */
import type { Command } from "commander";
import { jsonOption } from "../../options/common-options.ts";
import type { Terminal } from "../../terminal/terminal.ts";

const EXAMPLES = `Examples:
  windrow verify shards           a few seconds per GB
  windrow verify shards --json
`;

/** Adds `verify` to the program. */
export function addVerifyCommand(root: Command, terminal: Terminal): void {
  root
    .command("verify")
    .summary("check every file that prepare wrote against its hash")
    .description(
      "Reads the shards and lists of the job in the folder OUT, and names files that differ from what was written. If the " +
        "job is not finished, it reads what there is so far, says so, and returns 3.",
    )
    .usage("[options] OUT")
    .argument("<OUT>", "folder of the job")
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (output: string, options: { readonly json: boolean }) => {
      const { runVerify } = await import("./run-verify.ts");
      await runVerify(output, options, terminal);
    });
}
