/** The worker thread of an embedding: opens the graph, does what it is asked for, one after another, closes it. */
import { onnxruntime } from "#onnxruntime";
import { nodeThreads, serveRequests } from "@windrow/core";
import type { RunningGraph } from "../graph-work.ts";
import { openGraph } from "../running-graph.ts";
import { whileLatched } from "./exit-latch.ts";
import type { ThreadRequest, ThreadStart } from "./messages.ts";

const { tables, latch } = nodeThreads()!.workerData as ThreadStart;
let graph: RunningGraph | undefined;

serveRequests<ThreadRequest>(async (request) => {
  if (request === "open") {
    graph = await whileLatched(latch, async () => openGraph(tables, await onnxruntime()));
    return {};
  }
  if (request === "close") {
    // Whatever comes of it: the thread ends, and what the session holds goes with it.
    await whileLatched(latch, async () => graph?.close()).catch(() => {});
    return { isLast: true };
  }
  const rows = await whileLatched(latch, () => graph!.run(request.work, request.into));
  return { value: rows, transfer: [rows.buffer] };
});
