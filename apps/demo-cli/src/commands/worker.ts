/** `windrow worker`: does the tasks of a queue until it is stopped. */
import type { Command } from "commander";
import { jsonOption, parsePositive } from "../options.ts";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `Examples:
  windrow worker --redis redis://queue:6379     on any machine that sees the folders of the jobs
`;

/** What the command line said. */
export interface WorkerCommandOptions {
  readonly redis: string;
  readonly threads?: number;
  readonly json: boolean;
}

/** Adds `worker` to the program. */
export function addWorkerCommand(root: Command, terminal: Terminal): void {
  root
    .command("worker")
    .summary("do the tasks of windrow prepare --executor bullmq")
    .description(
      "Takes tasks from the queue until Ctrl-C or SIGTERM, which give those at work back to it. Needs bullmq and ioredis: npm install bullmq ioredis.",
    )
    .usage("[options] --redis URL")
    .requiredOption("--redis <url>", "where the queue is: Redis or Valkey")
    .option("--threads <n>", "threads (default: one for each core)", parsePositive)
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (options: WorkerCommandOptions) => {
      const { runWorker } = await import("../prepare/run-worker.ts");
      await runWorker(options, terminal);
    });
}
