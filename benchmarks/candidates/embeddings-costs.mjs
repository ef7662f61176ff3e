/**
 * What a forward, a load and a save cost beside their speed: `node embeddings-costs.mjs WHAT FOLDER`
 * prints one JSON object of lists of figures. FOLDER is an empty one, for files.
 */
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Embedding, InputEmbedding } from "@windrow/embeddings";

const [what, folder] = process.argv.slice(2);
const GPT2 = { vocabSize: 50_257, contextLength: 1024, embeddingDim: 768, seed: 1 };

/** Milliseconds of one call of 8 ids, in rounds of 500. */
async function call() {
  const results = {};
  for (const positional of ["none", "learned"]) {
    const embedding = await InputEmbedding.create({ ...GPT2, positional });
    const ids = Int32Array.from({ length: 8 }, (_, i) => i * 6000);
    const times = [];
    for (let round = -5; round < 20; round++) {
      const start = performance.now();
      for (let i = 0; i < 500; i++) await embedding.forward(ids);
      if (round >= 0) times.push((performance.now() - start) / 500);
    }
    results[positional === "none" ? "token" : "token + position"] = times;
    await embedding.dispose();
  }
  return results;
}

/** 64 x 1024 ids. */
const LARGE = {
  type: "int32",
  data: Int32Array.from({ length: 65_536 }, (_, i) => (i * 7919) % GPT2.vocabSize),
  dims: [64, 1024],
};

/** Each way of a large forward: in this thread or in a worker, into out or into memory that was given back. */
async function* largeForwards() {
  for (const worker of [false, true]) {
    const embedding = await InputEmbedding.create({ ...GPT2, worker });
    const where = worker ? "in a worker" : "in this thread";
    const options = { out: new Float32Array(LARGE.data.length * GPT2.embeddingDim) };
    yield { how: `${where}, into out`, forward: () => embedding.forward(LARGE, options) };
    yield { how: `${where}, given back`, forward: async () => (await embedding.forward(LARGE)).dispose() };
    await embedding.dispose();
  }
}

/** The longest time between two turns of the event loop while a large forward runs in this thread, and its whole time. */
async function stall() {
  const results = {};
  for await (const { how, forward } of largeForwards()) {
    // Beside a worker this loop, which never rests, would measure the system's scheduler.
    if (how.startsWith("in this thread")) results[how] = await stallOf(forward);
  }
  return results;
}

async function stallOf(forward) {
  const [longest, whole] = [[], []];
  for (let round = -2; round < 20; round++) {
    let [isRunning, last, most] = [true, performance.now(), 0];
    const tick = () => {
      const now = performance.now();
      most = Math.max(most, now - last);
      last = now;
      if (isRunning) setImmediate(tick);
    };
    const start = last;
    setImmediate(tick);
    await forward();
    isRunning = false;
    tick();
    if (round < 0) continue;
    longest.push(most);
    whole.push(performance.now() - start);
  }
  return { longest, whole };
}

/** For how long the event loop is busy during a large forward, and its whole time. */
async function busy() {
  const results = {};
  for await (const { how, forward } of largeForwards()) {
    const [active, whole] = [[], []];
    for (let round = -2; round < 20; round++) {
      const before = performance.eventLoopUtilization();
      const start = performance.now();
      await forward();
      const time = performance.now() - start;
      const { active: milliseconds } = performance.eventLoopUtilization(before);
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (round < 0) continue;
      active.push(milliseconds);
      whole.push(time);
    }
    results[how] = { busy: active, whole };
  }
  return results;
}

/** Megabytes of this process's share of its pages; of `Pss_File` those of files. */
async function share(name = "Pss") {
  const text = await readFile("/proc/self/smaps_rollup", "utf8");
  return Number(new RegExp(`^${name}: +(\\d+) kB`, "m").exec(text)[1]) / 1024;
}

/** A sparse file of 1 GB. What loading it takes, and what two threads take that have looked up all rows. */
async function load() {
  const [rows, width] = [349_525, 768];
  const path = join(folder, "large.safetensors");
  const shape = { dtype: "F32", shape: [rows, width], data_offsets: [0, rows * width * 4] };
  const header = Buffer.from(JSON.stringify({ "wte.weight": shape }).padEnd(65_528));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const file = await open(path, "w");
  await file.write(Buffer.concat([length, header]));
  await file.truncate(65_536 + rows * width * 4);
  await file.close();
  // The runtime itself, which any embedding needs.
  await (await Embedding.create({ numEmbeddings: 1, embeddingDim: 1, seed: 1 })).dispose();
  const before = await share();
  const [times, added] = [[], []];
  for (let round = 0; round < 10; round++) {
    const start = performance.now();
    const embedding = await Embedding.load(path);
    times.push(performance.now() - start);
    added.push((await share()) - before);
    await embedding.dispose();
  }
  const code = `
    const { parentPort, workerData: { module, path, rows, width } } = require("node:worker_threads");
    (async () => {
      const { Embedding } = await import(module);
      const embedding = await Embedding.load(path);
      const out = new Float32Array(4096 * width);
      for (let first = 0; first < rows; first += 4096) {
        const ids = Int32Array.from({ length: Math.min(4096, rows - first) }, (_, i) => first + i);
        await embedding.forward(ids, { out });
      }
      parentPort.once("message", () => embedding.dispose()); // never sent: the thread and its embedding stay
      parentPort.postMessage("done");
    })();`;
  const workerData = { module: import.meta.resolve("@windrow/embeddings"), path, rows, width };
  const workers = [0, 1].map(() => new Worker(code, { eval: true, workerData }));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))));
  const shared = await share("Pss_File");
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { times, added, shared: [shared] };
}

/** GPT-2's token table saved, and as many bytes written plainly, in turns; both flushed to the disk. */
async function save() {
  const embedding = await Embedding.create({ numEmbeddings: 50_257, embeddingDim: 768, seed: 1 });
  const bytes = new Uint8Array(embedding.weight.buffer);
  const [saved, written] = [[], []];
  for (let round = -1; round < 10; round++) {
    let start = performance.now();
    await embedding.save(join(folder, "saved"));
    const time = performance.now() - start;
    start = performance.now();
    const file = await open(join(folder, "plain"), "w");
    for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten;
    await file.sync();
    await file.close();
    if (round < 0) continue;
    saved.push(time);
    written.push(performance.now() - start);
  }
  return { saved, written };
}

console.log(JSON.stringify(await { call, stall, busy, load, save }[what]()));
