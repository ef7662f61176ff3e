/**
 * What the queue itself costs: tasks that do nothing, on a redis-server of its own (loopback, AOF).
 * `node benchmarks/queue.mjs [TASKS = 100000] [WORKED = 10000]`, once built: TASKS are added, WORKED are
 * done by one worker, eight at a time; prints seconds, milliseconds a task, and memory of Redis.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundleSource } from "../tools/bundle-source.mjs";

const modules = await bundleSource("packages/prepare", ["bullmq/add-tasks", "bullmq/load-bullmq"]);
const [{ addTasks }, { loadBullmq }] = await Promise.all(modules.map((url) => import(url)));

const [tasks, worked] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 10_000)];
const folder = mkdtempSync(join(tmpdir(), "windrow-queue-"));
const probe = createServer().listen(0, "127.0.0.1");
await once(probe, "listening");
const { port } = probe.address();
probe.close();
await once(probe, "close");
const settings = ["--port", port, "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--save", ""];
const server = spawn("redis-server", settings.map(String), { stdio: "ignore" });
const { bullmq, Redis } = await loadBullmq();
const client = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null, retryStrategy: () => 50 });
client.on("error", () => undefined);
await client.ping();
const memory = async () => Number(/^used_memory:(\d+)/m.exec(await client.info("memory"))[1]);
console.log(`${cpus().length} x ${cpus()[0].model}, Node ${process.version}`);

const queue = new bullmq.Queue("bench", { connection: client });
const job = { output: "/shared/corpora/output", fingerprint: "0123456789abcdef".repeat(4) };
const before = await memory();
let start = performance.now();
await addTasks(
  queue,
  job,
  "encode",
  Array.from({ length: tasks }, (_, index) => index),
);
const addedIn = (performance.now() - start) / 1000;
const held = (await memory()) - before;
console.log(
  `${tasks} tasks added in ${addedIn.toFixed(1)} s; Redis holds ${(held / 1e6).toFixed(0)} MB, ${(held / tasks).toFixed(0)} bytes each`,
);

let done = 0;
const isEnough = () => done >= worked;
start = performance.now();
const worker = new bullmq.Worker("bench", async () => void done++, { connection: client, concurrency: 8 });
worker.on("error", console.error);
while (!isEnough()) await sleep(5);
const each = (performance.now() - start) / done;
console.log(`${done} empty tasks done, ${each.toFixed(2)} ms each, by one worker`);

await worker.close();
await queue.close();
client.disconnect();
server.kill();
await once(server, "exit");
rmSync(folder, { recursive: true });
