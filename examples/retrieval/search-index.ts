/** Documents in chunks with a vector each, and the chunks nearest to a question. */
import { embed, type EmbeddingModel } from "./embedding-model.ts";

/** A part of a document: `document.slice(start, end)`. */
export interface IndexedChunk {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly vector: Float32Array;
}

/** How documents are cut. */
export interface ChunkOptions {
  /** Tokens of a chunk at most, without the two special tokens around it. */
  readonly maxTokens: number;
  /** Tokens at the end of a chunk that the next begins with. */
  readonly overlap: number;
}

export async function indexDocument(
  model: EmbeddingModel,
  document: string,
  options: ChunkOptions,
): Promise<IndexedChunk[]> {
  const chunks = [...model.tokenizer.splitByTokens(document, options)];
  const texts = chunks.map(({ text }) => text);
  const vectors = await embed(model, texts);
  return chunks.map(({ text, start, end }, i) => ({ text, start, end, vector: vectors[i]! }));
}

/** The chunks by how near they are to a question, nearest first. The score is the cosine, from -1 to 1. */
export async function rank<Chunk extends Pick<IndexedChunk, "vector">>(
  model: EmbeddingModel,
  chunks: readonly Chunk[],
  question: string,
): Promise<{ chunk: Chunk; score: number }[]> {
  const [asked] = await embed(model, [question]);
  const scored = chunks.map((chunk) => ({ chunk, score: dot(chunk.vector, asked!) }));
  return scored.toSorted((a, b) => b.score - a.score);
}

/** The cosine of two vectors of length 1. */
function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
