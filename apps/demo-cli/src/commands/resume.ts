/** `windrow resume`: goes on with a job. */
import type { Command } from "commander";
import { addExecutorOptions, type ExecutorOptions } from "../prepare/executor-options.ts";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `Examples:
  windrow resume shards                                           after an interruption
  windrow resume /shared/shards --executor rank --world-size 16   one rank of a planned job
  windrow resume /shared/shards --executor bullmq --redis redis://queue:6379
`;

/** Adds `resume` to the program. */
export function addResumeCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("resume")
    .summary("go on with a job of windrow prepare")
    .description("Does what is left of the job in FOLDER. What is done is not done again.")
    .usage("[options] FOLDER")
    .argument("<FOLDER>", "the output folder of a job");
  addExecutorOptions(command)
    .addHelpText("before", EXAMPLES)
    .action(async (folder: string, options: ExecutorOptions, self: Command) => {
      const { runResume } = await import("../prepare/run-resume.ts");
      await runResume(folder, options, self, terminal);
    });
}
