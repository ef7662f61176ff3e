/** A thread of a pool: does what it is asked, and answers. */
import { workerData } from "node:worker_threads";
import { serveRequests } from "@windrow/core";
import { loadAhead } from "../job/load-tokenizer.ts";
import { scanInput } from "../plan/scan-input.ts";
import { STOP_ALL, STOP_SCANS, type ThreadRequest, type ThreadStart } from "./messages.ts";
import { TaskRunner } from "./run-task.ts";

const { stop } = workerData as ThreadStart;
const isStopped = (): boolean => Atomics.load(stop, STOP_ALL) === 1;
const areScansStopped = (): boolean => isStopped() || Atomics.load(stop, STOP_SCANS) === 1;
const runner = new TaskRunner(isStopped);

async function valueOf(request: ThreadRequest, notifyWriting: () => void): Promise<unknown> {
  if (request.kind === "scan") return scanInput(request, areScansStopped);
  if (request.kind === "task") return runner.run(request.output, request.task, notifyWriting);
  if (request.kind === "load") return loadAhead(request.tokenizer);
  throw new TypeError(`no such request: ${String((request as { kind: unknown }).kind)}`);
}

serveRequests<ThreadRequest>(
  async (request, notifyWriting) => ({ value: await valueOf(request, notifyWriting) }),
  "at once",
);
