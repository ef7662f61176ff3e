/** `windrow verify`: compares what a job has written with its hashes. */
import type { Command } from "commander";
import { jsonOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `Examples:
  windrow verify shards         after a copy, or before a long training
`;

/** Adds `verify` to the program. */
export function addVerifyCommand(root: Command, terminal: Terminal): void {
  root
    .command("verify")
    .summary("compare the shards of windrow prepare with their hashes")
    .description(
      "Reads every file of the job in FOLDER and compares its sha256. Names each that is not what was written.",
    )
    .usage("[options] FOLDER")
    .argument("<FOLDER>", "the output folder of a job")
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (folder: string, { json }: { json: boolean }) => {
      const { runVerify } = await import("../prepare/run-verify.ts");
      await runVerify(folder, json, terminal);
    });
}
