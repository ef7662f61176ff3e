/** The whole road on one text: every package once, in the notebook's order. What comes of it is shown elsewhere. */
import { DataLoader, SlidingWindowDataset } from "@windrow/dataset";
import { Embedding, type InputEmbedding } from "@windrow/embeddings";
import type { Batch, FloatTensor, TokenIds } from "@windrow/interfaces";
import { getEncoding, type BpeTokenizer } from "@windrow/tokenizer-bpe";
import { SimpleTokenizer } from "@windrow/tokenizer-simple";
import type { WholeText } from "../../read/inputs.ts";
import { countCodePoints } from "../../show/count-code-points.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { encodeText } from "../../tokens/encode-text.ts";
import { drawNotebookLayers, type NotebookLayers } from "./notebook-draws.ts";
import { checkEmbeddingDim } from "../../embeddings/check-embedding-dim.ts";
import { windowSettings } from "../../options/window-settings.ts";
import { type DemoOptions } from "../../options/notebook-options.ts";

/** The notebook's sentence with a word that no corpus has. */
export const UNKNOWN_WORD_TEXT = "Here is an unknown word: Alvazska";

/** The first stretch: text to ids, windows and batches. */
export interface TokenRoad {
  readonly text: string;
  /** Code points, as Python's len counts. */
  readonly chars: number;
  /** Bytes of UTF-8. */
  readonly bytes: number;
  readonly options: DemoOptions;
  /** Sections 1.1 to 1.4: words and punctuation without white space or special tokens. */
  readonly words: { readonly tokens: readonly string[]; readonly vocab: readonly string[] };
  /** Section 1.5: the notebook's class. */
  readonly simple: { readonly tokenizer: SimpleTokenizer; readonly ids: TokenIds };
  readonly bpe: { readonly tokenizer: BpeTokenizer; readonly ids: TokenIds };
  readonly dataset: SlidingWindowDataset;
  readonly loader: DataLoader;
  readonly firstBatch: Batch;
  /** What had to be other than the defaults, in sentences. */
  readonly notes: readonly string[];
}

/** The second stretch: ids to vectors. */
export interface EmbeddingRoad {
  readonly layers: NotebookLayers;
  readonly token: FloatTensor;
  readonly positionDims: readonly number[];
  readonly input: FloatTensor;
}

const END_OF_TEXT = "<|endoftext|>";

export async function walkToBatches(
  { text, bytes }: WholeText,
  options: DemoOptions,
  terminal: Terminal,
): Promise<TokenRoad> {
  const wordTokenizer = new SimpleTokenizer(text, { whitespace: "drop" });
  const tokens = wordTokenizer.tokenize(text);
  const distinct = new Set(tokens);
  // The special tokens count only where the text has them.
  const words = { tokens, vocab: wordTokenizer.vocab.filter((token) => distinct.has(token)) };
  const simple = new SimpleTokenizer(text);
  const tokenizer = await getEncoding(options.encoding);
  // <|endoftext|> in a file separates documents; other special tokens in it are text.
  const rules = { allowedSpecial: [END_OF_TEXT], disallowedSpecial: [] };
  const ids = await encodeText(text, tokenizer, rules, terminal);
  const { maxLength, stride, notes } = windowSettings(ids.length, options);
  checkEmbeddingDim(options.embeddingDim, tokenizer.vocabSize + maxLength);
  const dataset = new SlidingWindowDataset(ids, { maxLength, stride });
  const { batchSize, shuffle, seed } = options;
  const isOneShortBatch = dataset.length < batchSize;
  const loader = new DataLoader(dataset, { batchSize, shuffle, dropLast: !isOneShortBatch, ...(shuffle && { seed }) });
  const firstBatch = loader[Symbol.iterator]().next().value as Batch;
  const shortBatch = `The text has only ${dataset.length} of the ${batchSize} windows of a batch, so the only batch is shorter.`;
  return {
    text,
    chars: countCodePoints(text),
    bytes,
    options,
    words,
    simple: { tokenizer: simple, ids: simple.encode(text) },
    bpe: { tokenizer, ids },
    dataset,
    loader,
    firstBatch,
    notes: isOneShortBatch ? [...notes, shortBatch] : notes,
  };
}

export async function walkToEmbeddings({ options, bpe, dataset, firstBatch }: TokenRoad): Promise<EmbeddingRoad> {
  const sizes = {
    vocabSize: bpe.tokenizer.vocabSize,
    contextLength: dataset.maxLength,
    embeddingDim: options.embeddingDim,
  };
  const layers = await drawNotebookLayers(options.seed, sizes);
  return {
    layers,
    token: await tokenEmbeddings(layers.input, firstBatch),
    positionDims: [sizes.contextLength, sizes.embeddingDim],
    input: await layers.input.forward(firstBatch.inputIds),
  };
}

async function tokenEmbeddings(
  { tokenWeight, embeddingDim }: InputEmbedding,
  { inputIds }: Batch,
): Promise<FloatTensor> {
  const embedding = await Embedding.fromPretrained(tokenWeight, { embeddingDim });
  const token = await embedding.forward(inputIds);
  await embedding.dispose();
  return token;
}
