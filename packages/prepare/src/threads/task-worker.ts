/** A thread of a pool: does what it is sent, and answers. */
import { parentPort, workerData } from "node:worker_threads";
import { scanInput } from "../plan/scan-input.ts";
import { TaskRunner } from "../stages/run-task.ts";
import { type NumberedRequest, sendError, type ThreadReply, type ThreadStart } from "./messages.ts";

const port = parentPort!;
const { stop } = workerData as ThreadStart;
const runner = new TaskRunner(() => Atomics.load(stop, 0) === 1);

async function answer({ number, request }: NumberedRequest): Promise<ThreadReply> {
  try {
    const value = request.kind === "scan" ? await scanInput(request) : await runner.run(request.output, request.task);
    return { number, value };
  } catch (error) {
    return { number, error: sendError(error) };
  }
}

port.on("message", async (request: NumberedRequest) => port.postMessage(await answer(request)));
