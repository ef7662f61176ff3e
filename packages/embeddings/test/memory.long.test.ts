/** Many forwards, and many embeddings made and disposed of: memory stays where it was. */
import { expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";

/** Resident memory in MB, after what can be collected is collected where that can be asked for. */
function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}

test("20,000 forwards", async () => {
  await using embedding = await InputEmbedding.create({
    vocabSize: 1000,
    contextLength: 64,
    embeddingDim: 64,
    seed: 1,
  });
  const ids = { type: "int32", data: Int32Array.from({ length: 512 }, (_, i) => i), dims: [8, 64] } as const;
  const run = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) (await embedding.forward(ids)).dispose();
  };
  await run(2000);
  const before = resident();
  await run(20_000);
  // Results alone would be 2.6 GB.
  expect(resident() - before).toBeLessThan(100);
});

test("200 embeddings made and disposed of", async () => {
  const cycle = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const embedding = await Embedding.create({ numEmbeddings: 10_000, embeddingDim: 64, seed: 1 });
      await embedding.forward([1, 2, 3]);
      await embedding.dispose();
    }
  };
  await cycle(20);
  const before = resident();
  await cycle(200);
  // Tables alone would be 512 MB.
  expect(resident() - before).toBeLessThan(150);
});
