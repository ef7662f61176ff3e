/** The worker thread of an embedding, where what it runs goes wrong. */
import { describeThreadFaults } from "@windrow/testing/threads";
import { openGraphInThread } from "../../../src/graph/thread/graph-thread.ts";

describeThreadFaults("the thread of an embedding", {
  start: async (program) => {
    const token = { weight: new Float32Array(4), rows: 2, width: 2 };
    // It never ends by itself: it answers every request with its fault.
    const graph = await openGraphInThread({ token }, { program, graceMs: 50 });
    const work = { batch: 1, sequence: 1, positions: undefined };
    return {
      ask: () => graph.run({ ...work, data: new Int32Array(1) }, undefined),
      close: () => graph.close(),
    };
  },
  failedCode: "EMBEDDINGS_THREAD_FAILED",
  answersFirst: 1,
});
