/** A thread of a pool: does what it is sent, and answers. */
import { parentPort, workerData } from "node:worker_threads";
import { loadAhead } from "../job/load-tokenizer.ts";
import { scanInput } from "../plan/scan-input.ts";
import { TaskRunner } from "../stages/run-task.ts";
import {
  type NumberedRequest,
  sendError,
  STOP_ALL,
  STOP_SCANS,
  type ThreadReply,
  type ThreadStart,
} from "./messages.ts";

const port = parentPort!;
const { stop } = workerData as ThreadStart;
const isStopped = (): boolean => Atomics.load(stop, STOP_ALL) === 1;
const areScansStopped = (): boolean => isStopped() || Atomics.load(stop, STOP_SCANS) === 1;
const runner = new TaskRunner(isStopped);

async function valueOf({ number, request }: NumberedRequest): Promise<ThreadReply["value"]> {
  if (request.kind === "scan") return scanInput(request, areScansStopped);
  const tellWriting = (): void => port.postMessage({ number, isWriting: true } satisfies ThreadReply);
  if (request.kind === "task") return runner.run(request.output, request.task, tellWriting);
  if (request.kind === "load") return void (await loadAhead(request.tokenizer));
  throw new TypeError(`no such request: ${String((request as { kind: unknown }).kind)}`);
}

async function answer(numbered: NumberedRequest): Promise<ThreadReply> {
  const { number } = numbered;
  try {
    return { number, value: await valueOf(numbered) };
  } catch (error) {
    return { number, error: sendError(error) };
  }
}

port.on("message", async (request: NumberedRequest) => port.postMessage(await answer(request)));
