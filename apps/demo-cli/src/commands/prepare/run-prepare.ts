/** Runs `windrow prepare`. */
import { planJob, prepare } from "@windrow/prepare";
import type { Command } from "commander";
import type { PrepareCommandOptions } from "./job-of-options.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { inRun } from "../../job/in-run.ts";
import { jobOfOptions } from "./job-of-options.ts";
import { printPlanned, printQueued, printResult } from "../../job/print-result.ts";
import { enqueue } from "../../job/queue.ts";
import { readExecutor } from "../../job/read-executor.ts";

/** @throws CommanderError, CliError, PrepareError */
export async function runPrepare(
  named: readonly string[],
  options: PrepareCommandOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const executor = readExecutor(options, command);
  if (options.planOnly && executor.kind !== "threads")
    command.error("error: --plan-only only plans, so it needs no executor. Leave the executor out.");
  const job = await jobOfOptions(named, options, command);
  await inRun(job.output, options.json, command, terminal, async (run) => {
    if (options.planOnly) {
      const { units, bytes } = await planJob(job, { ...run.options, threads: options.threads });
      printPlanned({ units: units.count, bytes }, run);
    } else if (executor.kind === "bullmq") {
      await enqueue(job, executor.redis);
      printQueued(run);
    } else printResult(await prepare(job, { ...run.options, executor }), executor, run);
  });
}
