// A process of a test: `worker URL THREADS`, `enqueue URL JOB`, `prepare JOB THREADS` or `rank JOB R W`.
import { prepare } from "@windrow/prepare";
import { enqueue, startWorker } from "@windrow/prepare/bullmq";

const [role, ...rest] = process.argv.slice(2);
if (role === "worker") {
  const worker = await startWorker(rest[0], { threads: Number(rest[1]), lockMs: 1000 });
  process.once("SIGTERM", () => worker.close());
  console.log("ready");
  await worker.done;
} else if (role === "enqueue") {
  await enqueue(JSON.parse(rest[1]), rest[0]);
} else if (role === "prepare") {
  await prepare(JSON.parse(rest[0]), { executor: { kind: "threads", threads: Number(rest[1]) } });
} else {
  const [rank, worldSize] = [Number(rest[1]), Number(rest[2])];
  await prepare(JSON.parse(rest[0]), { executor: { kind: "rank", rank, worldSize, threads: 1 } });
}
