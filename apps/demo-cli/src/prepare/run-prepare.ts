/** Plans a job, and runs it or hands it to a queue. */
import { planJob, prepare, type PrepareJob } from "@windrow/prepare";
import type { Command } from "commander";
import type { PrepareCommandOptions } from "../commands/prepare.ts";
import { findInputs } from "../read/find-inputs.ts";
import type { Terminal } from "../terminal.ts";
import { executorOf } from "./executor-options.ts";
import { Reporter, whileReporting } from "./reporter.ts";

/** @throws PrepareError, CliError, CommanderError */
export async function runPrepare(
  inputs: readonly string[],
  options: PrepareCommandOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const executor = executorOf(options, command);
  const job = jobOf(await findInputs(inputs, undefined, command), options);
  const reporter = new Reporter(job.output, options.json, terminal);
  await whileReporting(reporter, async (signal) => {
    const onProgress = reporter.progress;
    if (options.planOnly || executor === undefined)
      await planJob(job, { signal, onProgress, threads: options.threads });
    if (options.planOnly) reporter.planned();
    else if (executor !== undefined) reporter.finished(await prepare(job, { executor, signal, onProgress }));
    else {
      const { enqueue } = await import("@windrow/prepare/bullmq");
      reporter.enqueued(await enqueue(job.output, options.redis!), options.redis!);
    }
  });
}

function jobOf(inputs: readonly string[], options: PrepareCommandOptions): PrepareJob {
  const { output, encoding, vocab, pattern, special, dedupe, inputType, separator, unitBytes } = options;
  const { field, invalidText, endOfText, format, shardTokens, validation } = options;
  return {
    inputs,
    output,
    tokenizer: vocab === undefined ? { encoding } : { file: vocab, pattern, specialTokens: special ?? {} },
    ...{ inputType, separator, unitBytes, field, invalidText, endOfText, format, shardTokens, validation },
    removeDuplicates: dedupe,
  };
}
