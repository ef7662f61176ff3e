/** Runs `windrow worker` until a signal ends it. */
import { CliError } from "../../errors/cli-error.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { type QueueWorkerOptions, startQueueWorker } from "../../job/queue.ts";

/** @throws CliError on Ctrl-C; PrepareError. SIGTERM, by which schedulers end a worker, is a good end */
export async function runWorker(
  { redis, ...options }: { readonly redis: string } & QueueWorkerOptions,
  terminal: Terminal,
): Promise<void> {
  const signalled = new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, resolve);
  });
  const worker = await startQueueWorker(redis, options);
  terminal.stderr("Waiting for units. Ctrl-C or SIGTERM stops the worker: running units go back to the queue.\n");
  const end = await Promise.race([signalled, worker.done.then(() => undefined)]);
  await worker.close();
  if (end === "SIGINT")
    throw new CliError("ended. Units that were not done are still on the queue.", { code: "CLI_INTERRUPTED" });
}
