/** The loader's worker threads, where what they run goes wrong. */
import { describeThreadFaults } from "@windrow/testing/threads";
import { BatchWorkers } from "../../src/workers/batch-workers.ts";

const job = { dataset: { url: "", export: "", data: undefined }, collate: undefined };

describeThreadFaults("a worker of the DataLoader", {
  start: (program) => {
    const workers = new BatchWorkers(1, job, 0n, program);
    return { ask: () => workers.request([0], undefined), close: () => workers.end() };
  },
  failedCode: "DATASET_WORKER_FAILED",
});
