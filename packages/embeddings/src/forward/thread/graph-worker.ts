/** The worker thread of an embedding: opens the graph, does what it is asked for, one after another, closes it. */
import { parentPort, workerData } from "node:worker_threads";
import { onnxruntime } from "#onnxruntime";
import { openGraph, type RunningGraph } from "../running-graph.ts";
import { whileLatched } from "./exit-latch.ts";
import { sendError, type ThreadReply, type ThreadRequest, type ThreadStart } from "./messages.ts";

const port = parentPort!;
const { tables, latch } = workerData as ThreadStart;

const send = (reply: ThreadReply, transfer: ArrayBuffer[] = []): void => port.postMessage(reply, transfer);
const fail = (number: number, error: unknown): void => send({ number, error: sendError(error as Error) });

async function answer(graph: RunningGraph, request: ThreadRequest): Promise<void> {
  if (request === "close") {
    await whileLatched(latch, () => graph.close());
    // Nothing keeps the thread from now on: it ends by itself.
    port.close();
    return;
  }
  const { number, work } = request;
  try {
    const rows = await whileLatched(latch, () => graph.run(work, request.into));
    send({ number, rows }, [rows.buffer]);
  } catch (error) {
    fail(number, error);
  }
}

try {
  const graph = await whileLatched(latch, async () => openGraph(tables, await onnxruntime()));
  send({ number: 0 });
  let last = Promise.resolve();
  port.on("message", (request: ThreadRequest) => {
    last = last.then(() => answer(graph, request));
  });
} catch (error) {
  fail(0, error);
}
