/** The built module opens the same shards in a thread of its own, from what was sent to it. */
import { Worker } from "node:worker_threads";
import { openTokenShards } from "@windrow/shards";
import { expect, onTestFinished, test } from "vitest";
import { writeSet } from "./scratch.ts";

const PROGRAM = `
const { parentPort, workerData: { module, out } } = require("node:worker_threads");
import(module.url).then((exports) => {
  const tokens = exports[module.export](module.data);
  tokens.read(3, out);
  tokens.close();
  parentPort.postMessage("done");
});`;

test("a worker thread reads into shared memory", async () => {
  const folder = await writeSet({ format: "npy", vocabSize: 70_000, shardTokens: 4 }, { ids: [5, 6, 7, 8, 9, 10] });
  const tokens = openTokenShards(folder);
  onTestFinished(() => tokens.close());
  const out = new Int32Array(new SharedArrayBuffer(12));
  const worker = new Worker(PROGRAM, { eval: true, workerData: { module: tokens.workerModule, out } });
  await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  expect([...out]).toEqual([8, 9, 10]);
  await worker.terminate();
});
