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
    .summary("work on what prepare --executor bullmq has put on a queue")
    .description("Takes units from the queue of a Redis or Valkey until it is ended. Output folders are shared ones.")
    .usage("[options] --redis URL")
    .addOption(redisOption().makeOptionMandatory())
    .option("--threads <n>", "threads of this process (default: one for each core)", parsePositive)
    .option("--folder <dir>", "only jobs whose output lies in it; may be given again (default: any)", collectFolder)
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
