/** The worker thread of counting-threads.ts: counts the pieces that it is sent, and gives what it has when asked. */
import { nodeThreads, serveRequests } from "@windrow/core";
import type { CountRequest, CountSetup } from "./counting-threads.ts";
import { PieceCounter } from "./piece-counter.ts";

const counter = new PieceCounter((nodeThreads()!.workerData as CountSetup).split);

serveRequests((request: CountRequest) => {
  if (request === "take") {
    const table = counter.take();
    return { value: table, transfer: [table.bytes.buffer, table.lengths.buffer, table.counts.buffer] };
  }
  const before = counter.bytes;
  for (const text of request) counter.count(text);
  return { value: counter.bytes - before };
});
