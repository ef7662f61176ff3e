/** Goes on with a job, here or in a queue. */
import { resume } from "@windrow/prepare";
import type { Command } from "commander";
import type { Terminal } from "../terminal.ts";
import { executorOf, type ExecutorOptions } from "./executor-options.ts";
import { Reporter, whileReporting } from "./reporter.ts";

/** @throws PrepareError, CommanderError */
export async function runResume(
  folder: string,
  options: ExecutorOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const executor = executorOf(options, command);
  const reporter = new Reporter(folder, options.json, terminal);
  await whileReporting(reporter, async (signal) => {
    if (executor !== undefined) {
      reporter.finished(await resume(folder, { executor, signal, onProgress: reporter.progress }));
      return;
    }
    const { enqueue } = await import("@windrow/prepare/bullmq");
    reporter.enqueued(await enqueue(folder, options.redis!), options.redis!);
  });
}
