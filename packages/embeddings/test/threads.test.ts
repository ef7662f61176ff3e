/** Several threads over one saved directory. They load the package as it is published, from dist. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { hexOfFloats } from "@windrow/testing";
import { expect, onTestFinished, test } from "vitest";
import { InputEmbedding } from "../src/index.ts";

const code = `
const { parentPort, workerData } = require("node:worker_threads");
(async () => {
  const { InputEmbedding } = await import(workerData.module);
  const embedding = await InputEmbedding.load(workerData.directory);
  const results = [];
  for (let round = 0; round < 20; round++) {
    const { data } = await embedding.forward(Int32Array.from({ length: 6 }, (_, i) => (i * 13 + round) % 500));
    results.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex"));
  }
  await embedding.dispose();
  parentPort.postMessage(results);
})();
`;

test("two worker threads and this one get the same numbers from one file at once", async () => {
  const directory = mkdtempSync(join(tmpdir(), "windrow-threads-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const embedding = await InputEmbedding.create({ vocabSize: 500, contextLength: 6, embeddingDim: 32, seed: 8 });
  await embedding.save(directory);
  const workerData = { directory, module: new URL("../dist/index.js", import.meta.url).href };
  const ofWorkers = [0, 1].map(() => {
    const worker = new Worker(code, { eval: true, workerData });
    return new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject));
  });
  const expected: string[] = [];
  for (let round = 0; round < 20; round++) {
    const { data } = await embedding.forward(Int32Array.from({ length: 6 }, (_, i) => (i * 13 + round) % 500));
    expected.push(hexOfFloats(data));
  }
  expect(await Promise.all(ofWorkers)).toEqual([expected, expected]);
  expect(new Set(expected).size).toBe(20);
});
