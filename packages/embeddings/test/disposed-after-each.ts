/** Embeddings that a test makes, freed after it; and what an error of the package looks like. */
import { afterEach, expect } from "vitest";

interface Disposable {
  dispose(): Promise<void>;
}

const made: Disposable[] = [];
afterEach(async () => {
  for (const embedding of made.splice(0)) await embedding.dispose();
});

/** The embedding, which is disposed of when the test is over. */
export function keep<T extends Disposable>(embedding: T): T {
  made.push(embedding);
  return embedding;
}

/** Matches an EmbeddingsError. */
export function hasCode(code: string, message: RegExp): unknown {
  return expect.objectContaining({ name: "EmbeddingsError", code, message: expect.stringMatching(message) });
}
