/** The worker thread of counting-threads.ts: counts the pieces that it is sent, and gives what it has when asked. */
import { PieceCounter } from "./piece-counter.ts";
import { nodeThreads } from "./node-threads.ts";
import type { CountRequest, CountReply, CountSetup } from "./counting-threads.ts";

const { parentPort, workerData } = nodeThreads()!;
const counter = new PieceCounter((workerData as CountSetup).split);

parentPort!.on("message", (request: CountRequest) => {
  try {
    if (request === "take") {
      const table = counter.take();
      const reply: CountReply = { table };
      parentPort!.postMessage(reply, [table.bytes.buffer, table.lengths.buffer, table.counts.buffer]);
      return;
    }
    const before = counter.bytes;
    for (const text of request) counter.count(text);
    const reply: CountReply = { bytes: counter.bytes - before };
    parentPort!.postMessage(reply, []);
  } catch (error) {
    const { message, code, fields } = error as Error & Partial<Record<"code" | "fields", unknown>>;
    parentPort!.postMessage({ error: { message, code, fields } }, []);
  }
});
