/** `windrow resume OUT`: goes on with a job of `windrow prepare`. */
import type { Command } from "commander";
import type { Terminal } from "../../terminal/terminal.ts";
import { addExecutorOptions, type ExecutorOptions } from "../../job/executor-options.ts";

const EXAMPLES = `Examples:
  windrow resume shards                          keeps what is done
  windrow resume shards --threads 4
  windrow resume /shared/out --world-size 16     one rank of 16, in an array
`;

/** Adds `resume` to the program. */
export function addResumeCommand(root: Command, terminal: Terminal): void {
  const command = root
    .command("resume")
    .summary("continue a prepare job")
    .description("Continues the job in the folder OUT. The shards are the same as without an interruption.")
    .usage("[options] OUT")
    .argument("<OUT>", "folder of the job");
  addExecutorOptions(command)
    .addHelpText("before", EXAMPLES)
    .action(async (output: string, options: ExecutorOptions) => {
      const { runResume } = await import("./run-resume.ts");
      await runResume(output, options, command, terminal);
    });
}
