/** The package with onnxruntime-web in a browser: the same model, the same numbers. */
import { Embedding, InputEmbedding } from "@windrow/embeddings";
import { Generator } from "@windrow/random";
import { golden } from "@windrow/testing/browser";
import { expect, test } from "vitest";

interface EmbeddingFigures {
  seed: number;
  V: number;
  D: number;
  sha256_f32le: string;
}

const { embedding: cases } = await golden<{ embedding: EmbeddingFigures[] }>("torch_rng");

async function sha256(values: Float32Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", values);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

test("the tables are torch's, and a forward of all their ids gives them", async () => {
  expect(cases.length).toBe(38);
  for (const { seed, V, D, sha256_f32le } of cases.filter((figures) => figures.V * figures.D < 1e6)) {
    const embedding = await Embedding.create({ numEmbeddings: V, embeddingDim: D, seed });
    const { data } = await embedding.forward(Int32Array.from({ length: V }, (_, i) => i));
    expect(await sha256(data as Float32Array<ArrayBuffer>)).toBe(sha256_f32le);
    await embedding.dispose();
  }
});

test("sums, positions and errors are those of Node", async () => {
  const generator = new Generator(69);
  const embedding = await InputEmbedding.create({ vocabSize: 10, contextLength: 6, embeddingDim: 4, generator });
  const { data, dims } = await embedding.forward(
    { type: "int32", data: Int32Array.of(1, 9, 1, 0), dims: [2, 2] },
    { offset: 3 },
  );
  expect(dims).toEqual([2, 2, 4]);
  const at = (id: number, position: number): number[] =>
    Array.from({ length: 4 }, (_, k) =>
      Math.fround(embedding.tokenWeight[id * 4 + k]! + embedding.positionWeight[position * 4 + k]!),
    );
  expect([...data]).toEqual([...at(1, 3), ...at(9, 4), ...at(1, 3), ...at(0, 4)]);
  await expect(embedding.forward([10])).rejects.toThrow(/^id 10 at index 0 is not a row of the table/);
  await embedding.dispose();
  await expect(embedding.forward([1])).rejects.toThrow(/has been disposed/);
});
