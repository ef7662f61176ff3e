/** `new` makes no embedding: it says what does. */
import { expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";
import { hasCode, keep } from "./disposed-after-each.ts";

const classes = { Embedding, InputEmbedding } as unknown as Record<string, new (...args: unknown[]) => unknown>;

test.each([
  ["Embedding", "Embedding.create(options), Embedding.fromPretrained(weight, options) or Embedding.load(source)"],
  ["InputEmbedding", "InputEmbedding.create(options) or InputEmbedding.load(source)"],
])("new %s(...) is refused, whatever it is given", (name, makers) => {
  const Class = classes[name]!;
  const message = `An embedding can't be made with new; use ${makers}, and await it.`;
  for (const args of [
    [],
    [undefined],
    [{ numEmbeddings: 3, embeddingDim: 2 }],
    [3, 2],
    [{ rows: 3, width: 2 }],
    [null],
  ]) {
    expect(() => new Class(...args)).toThrow(expect.objectContaining({ code: "EMBEDDINGS_INVALID_OPTION", message }));
  }
});

test("each way that the message names is there, and gives an instance", async () => {
  const made = [
    keep(await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 })),
    keep(await Embedding.fromPretrained(Float32Array.of(1, 2, 3, 4), { embeddingDim: 2 })),
  ];
  for (const embedding of made) expect(embedding).toBeInstanceOf(Embedding);
  const input = keep(await InputEmbedding.create({ vocabSize: 2, contextLength: 2, embeddingDim: 2, seed: 1 }));
  expect(input).toBeInstanceOf(InputEmbedding);
  await expect(Embedding.load("nowhere")).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_FILE", /^nowhere /));
  await expect(InputEmbedding.load("nowhere")).rejects.toThrow(hasCode("EMBEDDINGS_INVALID_FILE", /^nowhere /));
});
