import { afterEach, expect, test, vi } from "vitest";
import { Embedding } from "../src/index.ts";

afterEach(() => vi.doUnmock("onnxruntime-node"));

test("without onnxruntime-node the error says which line to type", async () => {
  vi.doMock("onnxruntime-node", () => {
    throw new Error("Cannot find package 'onnxruntime-node'");
  });
  await expect(Embedding.create({ numEmbeddings: 1, embeddingDim: 1, seed: 1 })).rejects.toThrow(
    expect.objectContaining({
      code: "EMBEDDINGS_NO_RUNTIME",
      message: expect.stringContaining("type: npm install onnxruntime-node"),
      cause: expect.any(Error),
    }),
  );
});
