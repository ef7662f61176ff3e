/** Runs a worker of the queue until a signal ends it. */
import { startWorker, type WorkerEvent } from "@windrow/prepare/bullmq";
import type { WorkerCommandOptions } from "../commands/worker.ts";
import { whileHeeding } from "../interrupts.ts";
import { shownName } from "../read/read-errors.ts";
import type { Terminal } from "../terminal.ts";

/** Redis is asked again and again while it is away: it is told once. */
const AWAY_AGAIN_MS = 10_000;

/** @throws PrepareError PREPARE_REDIS_UNREACHABLE and others */
export async function runWorker({ redis, threads, json }: WorkerCommandOptions, terminal: Terminal): Promise<void> {
  let toldAt = -Infinity;
  const onRedisError = ({ message }: Error): void => {
    if (performance.now() - toldAt < AWAY_AGAIN_MS) return;
    toldAt = performance.now();
    terminal.stderr(`windrow: Redis is away (${message}); waiting for it\n`);
  };
  const onTask = ({ output, stage, index, error }: WorkerEvent): void => {
    if (json)
      terminal.stdout(
        `${JSON.stringify({ event: error ? "failed" : "done", output, stage, index, reason: error?.message })}\n`,
      );
    else if (error) terminal.stderr(`windrow: ${shownName(output)}, ${stage} ${index}: ${error.message}\n`);
  };
  const worker = await startWorker(redis, { threads, onTask, onRedisError });
  terminal.stderr("Waiting for tasks. Ctrl-C ends, and gives those at work back to the queue.\n");
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  await whileHeeding(
    () => stop(),
    () => stopped,
  );
  await worker.close();
}
