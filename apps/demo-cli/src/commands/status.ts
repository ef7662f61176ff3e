/** `windrow status`: where a job stands. */
import type { Command } from "commander";
import { jsonOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `Examples:
  windrow status shards
  windrow status /shared/shards --json
`;

/** Adds `status` to the program. */
export function addStatusCommand(root: Command, terminal: Terminal): void {
  root
    .command("status")
    .summary("say where a job of windrow prepare stands")
    .description("Reads what lies in FOLDER: units done, tokens a second, time left, and what failed and why.")
    .usage("[options] FOLDER")
    .argument("<FOLDER>", "the output folder of a job")
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (folder: string, { json }: { json: boolean }) => {
      const { runStatus } = await import("../prepare/run-status.ts");
      await runStatus(folder, json, terminal);
    });
}
