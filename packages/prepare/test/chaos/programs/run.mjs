/** What a test starts and kills: `run.mjs threads JOB`, `run.mjs rank JOB`, `run.mjs worker URL`, `run.mjs enqueue JOB URL`. */
import { prepare } from "@windrow/prepare";
import { enqueue, startWorker } from "@windrow/prepare/bullmq";

const [what, first, second] = process.argv.slice(2);
if (what === "worker") {
  const worker = await startWorker(first, { threads: 1, lockMs: 1000 });
  process.once("SIGTERM", () => worker.close());
} else if (what === "enqueue") {
  await enqueue(JSON.parse(first), second);
} else {
  await prepare(JSON.parse(first), { executor: JSON.parse(second) });
}
