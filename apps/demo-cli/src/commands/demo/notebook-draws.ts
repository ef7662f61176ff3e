/**
 * The notebook seeds torch once and then makes six layers, so each layer's weights depend on those
 * before it. These are its draws, in its order; the last two make the input embedding.
 */
import { Embedding, InputEmbedding } from "@windrow/embeddings";
import { Generator } from "@windrow/random";

/** Rows of the table over the eleven words of its first example, and the width of its small examples. */
const SMALL_ROWS = 11;
const SMALL_WIDTH = 4;
const SMALL_CONTEXT = 10;

export interface NotebookLayers {
  /** 3.1: eleven rows of four, for "We are so screwed when AI gets pissed". */
  readonly words: Embedding;
  /** 3.1: a row of four for each token, for "abcabcabc". */
  readonly repeated: Embedding;
  /** 3.2: tokens and ten positions of width four. */
  readonly small: InputEmbedding;
  /** 3.2: tokens and positions of the full width. */
  readonly input: InputEmbedding;
}

export async function drawNotebookLayers(
  seed: number | bigint,
  sizes: { vocabSize: number; contextLength: number; embeddingDim: number },
): Promise<NotebookLayers> {
  const generator = new Generator(seed);
  const { vocabSize } = sizes;
  return {
    words: await Embedding.create({ numEmbeddings: SMALL_ROWS, embeddingDim: SMALL_WIDTH, generator }),
    repeated: await Embedding.create({ numEmbeddings: vocabSize, embeddingDim: SMALL_WIDTH, generator }),
    small: await InputEmbedding.create({
      vocabSize,
      contextLength: SMALL_CONTEXT,
      embeddingDim: SMALL_WIDTH,
      generator,
    }),
    input: await InputEmbedding.create({ ...sizes, generator }),
  };
}

/** Random numbers that `drawNotebookLayers` draws. */
export function countDrawnWeights(vocabSize: number, contextLength: number, embeddingDim: number): number {
  const smallRows = SMALL_ROWS + 2 * vocabSize + SMALL_CONTEXT;
  return smallRows * SMALL_WIDTH + (vocabSize + contextLength) * embeddingDim;
}
