/** Threads that count words and fail: the training gets one error, and nothing waits for a thread that is gone. */
import { describeThreadFaults } from "@windrow/testing/threads";
import { CountingThreads } from "../../src/train/counting-threads.ts";
import { WordCounts } from "../../src/train/word-counts.ts";

describeThreadFaults("the threads of a training", {
  start: (program) => {
    const counting = new CountingThreads(/[^]+/uy, 1, program);
    return {
      ask: async () => {
        await counting.count(["hay"]);
        await counting.takeInto(new WordCounts());
      },
      close: () => counting.close(),
    };
  },
  failedCode: "BPE_THREAD_FAILED",
});
