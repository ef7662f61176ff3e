/** Runs `windrow resume`. */
import { resume } from "@windrow/prepare";
import type { Command } from "commander";
import type { ExecutorOptions } from "../../job/executor-options.ts";
import { inRun } from "../../job/in-run.ts";
import { printQueued, printResult } from "../../job/print-result.ts";
import { enqueue } from "../../job/queue.ts";
import { readExecutor } from "../../job/read-executor.ts";
import type { Terminal } from "../../terminal/terminal.ts";

/** @throws CommanderError, CliError, PrepareError */
export async function runResume(
  output: string,
  options: ExecutorOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const executor = readExecutor(options, command);
  await inRun(output, options.json, command, terminal, async (run) => {
    if (executor.kind === "bullmq") {
      await enqueue(output, executor.redis);
      printQueued(run);
    } else printResult(await resume(output, { ...run.options, executor }), executor, run);
  });
}
