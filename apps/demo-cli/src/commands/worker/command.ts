/** `windrow worker --redis URL`: does what is on the queue, for as many jobs as come. */
import { type Command, InvalidArgumentError } from "commander";
import { parsePositive } from "../../options/parse-number.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { redisOption } from "../../job/executor-options.ts";

const EXAMPLES = `Examples:
  windrow prepare texts -o /shared/out -e gpt2 --redis redis://queue:6379
  windrow worker --redis redis://queue:6379   on each machine, over /shared
  windrow worker --redis redis://queue:6379 --folder /shared/jobs
`;

interface WorkerCommandOptions {
  readonly redis: string;
  readonly threads?: number;
  readonly folder?: readonly string[];
}

/** Adds `worker` to the program. */
export function addWorkerCommand(root: Command, terminal: Terminal): void {
  root
    .command("worker")
    .summary("process what prepare --executor bullmq has put in a queue")
    .description(
      "Takes units from a queue in Redis or Valkey until it is stopped. Output folders must be shared between machines.",
    )
    .usage("[options] --redis URL")
    .addOption(redisOption().makeOptionMandatory())
    .option("--threads <n>", "threads of this process (default: one per core)", parsePositive)
    .option("--folder <dir>", "only jobs with output in it; can be repeated (default: any)", collectFolder)
    .addHelpText("before", EXAMPLES)
    .action(async ({ redis, threads, folder }: WorkerCommandOptions) => {
      const { runWorker } = await import("./run-worker.ts");
      await runWorker({ redis, threads, folders: folder }, terminal);
    });
}

/** An empty one, as a variable that is not set gives it, would be the working folder. */
function collectFolder(folder: string, before: readonly string[] = []): string[] {
  if (folder === "" || folder.includes("\0")) throw new InvalidArgumentError("must be a folder.");
  return [...before, folder];
}
