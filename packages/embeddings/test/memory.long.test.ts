/** Memory stays flat: what a forward and an embedding take is given back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Resident megabytes after a collection; the system takes freed pages back in its own time. */
async function residentMegabytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().rss / 2 ** 20;
}

/**
 * Growth in a third of the rounds. In the first third caches and pools become full. The lesser growth of the other
 * two counts: a leak is in both, pages that a busy system has not taken back are in one.
 */
async function growth(rounds: number, round: (index: number) => Promise<void>): Promise<number> {
  const sizes: number[] = [];
  for (let index = 0; index < rounds; index++) {
    await round(index);
    if ((index + 1) % Math.floor(rounds / 3) === 0) sizes.push(await residentMegabytes());
  }
  const [first, second, third] = sizes;
  return Math.min(second! - first!, third! - second!);
}

test("20,000 forwards: fresh, given back, and into out", { timeout: 300_000 }, async () => {
  const embedding = await InputEmbedding.create({ vocabSize: 1000, contextLength: 100, embeddingDim: 64, seed: 1 });
  const ids = { type: "int32", data: Int32Array.from({ length: 200 }, (_, i) => i * 5), dims: [2, 100] } as const;
  const out = new Float32Array(200 * 64);
  const megabytes = await growth(20_000, async (index) => {
    const result = await embedding.forward(ids, index % 3 === 2 ? { out } : {});
    if (index % 3 === 1) result.dispose();
  });
  // 6,667 forwards of 51 kB: a leak of one result in ten would be 34 MB, of all 340.
  expect(megabytes).toBeLessThan(12);
  await embedding.dispose();
});

test("200 times made or loaded, used and disposed", { timeout: 300_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), "windrow-memory-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const saved = await Embedding.create({ numEmbeddings: 4000, embeddingDim: 256, seed: 1 });
  await saved.save(directory);
  const ids = Int32Array.from({ length: 4000 }, (_, i) => i);
  const megabytes = await growth(200, async (index) => {
    const isLoaded = index % 2 === 1;
    const options = { numEmbeddings: 4000, embeddingDim: 256, seed: index };
    const embedding = isLoaded ? await Embedding.load(directory) : await Embedding.create(options);
    await embedding.forward(ids);
    if (index % 4 === 1) expect(embedding.weight.length).toBe(1_024_000);
    await embedding.dispose();
  });
  // 67 tables of 4 MB: a leak of one in four would be 66 MB.
  expect(megabytes).toBeLessThan(48);
});
