/** The road as one JSON object: `windrow demo --json`. The schema only grows; a break raises its version. */
import { UNKNOWN_WORD_TEXT, type EmbeddingRoad, type TokenRoad } from "./walk-road.ts";
import type { Tokenizer } from "@windrow/interfaces";

/** What `windrow demo --json` prints. Ids are row-major, counts are of tokens. */
export interface DemoJson {
  readonly schemaVersion: 1;
  /** Code points, as Python's len, and UTF-8 bytes. */
  readonly text: { readonly chars: number; readonly bytes: number };
  /** Words and punctuation without white space; the vocabulary without special tokens. */
  readonly words: { readonly tokens: number; readonly vocabSize: number };
  readonly simple: { readonly tokens: number; readonly vocabSize: number; readonly unknown: UnknownWordJson };
  readonly bpe: {
    readonly encoding: string;
    readonly tokens: number;
    readonly vocabSize: number;
    readonly unknown: UnknownWordJson;
    readonly first: readonly number[];
  };
  readonly windows: {
    readonly maxLength: number;
    readonly stride: number;
    readonly length: number;
    readonly first: readonly { readonly inputIds: readonly number[]; readonly targetIds: readonly number[] }[];
  };
  readonly batches: {
    readonly batchSize: number;
    readonly length: number;
    readonly first: {
      readonly dims: readonly number[];
      readonly inputIds: readonly number[];
      readonly targetIds: readonly number[];
    };
  };
  /** Null where onnxruntime-node is not installed. */
  readonly embeddings: {
    /** A string where it is beyond 2^53. */
    readonly seed: number | string;
    readonly embeddingDim: number;
    readonly token: { readonly dims: readonly number[] };
    readonly position: { readonly dims: readonly number[] };
    readonly input: { readonly dims: readonly number[]; readonly first: readonly number[] };
  } | null;
  /** What had to be other than the defaults, in sentences. */
  readonly notes: readonly string[];
}

/** A sentence with an unknown word, its ids, and what comes back from them. */
export interface UnknownWordJson {
  readonly text: string;
  readonly ids: readonly number[];
  readonly decoded: string;
}

export function roadJson(road: TokenRoad, embeddings: EmbeddingRoad | undefined): DemoJson {
  const { chars, bytes, options, words, simple, bpe, dataset, loader, firstBatch, notes } = road;
  const { inputIds, targetIds } = firstBatch;
  return {
    schemaVersion: 1,
    text: { chars, bytes },
    words: { tokens: words.tokens.length, vocabSize: words.vocab.length },
    simple: {
      tokens: simple.ids.length,
      vocabSize: simple.tokenizer.vocabSize,
      unknown: unknownWord(simple.tokenizer),
    },
    bpe: {
      encoding: bpe.tokenizer.name,
      tokens: bpe.ids.length,
      vocabSize: bpe.tokenizer.vocabSize,
      unknown: unknownWord(bpe.tokenizer),
      first: [...bpe.ids.subarray(0, 15)],
    },
    windows: {
      maxLength: dataset.maxLength,
      stride: dataset.stride,
      length: dataset.length,
      first: Array.from({ length: Math.min(5, dataset.length) }, (_, index) => {
        const window = dataset.get(index);
        return { inputIds: [...window.inputIds], targetIds: [...window.targetIds] };
      }),
    },
    batches: {
      batchSize: loader.batchSize,
      length: loader.length,
      first: { dims: inputIds.dims, inputIds: [...inputIds.data], targetIds: [...targetIds.data] },
    },
    embeddings:
      embeddings === undefined
        ? null
        : {
            seed: Number.isSafeInteger(Number(options.seed)) ? Number(options.seed) : String(options.seed),
            embeddingDim: options.embeddingDim,
            token: { dims: embeddings.token.dims },
            position: { dims: embeddings.positionDims },
            input: { dims: embeddings.input.dims, first: [...embeddings.input.data.subarray(0, 8)] },
          },
    notes,
  };
}

function unknownWord(tokenizer: Tokenizer): UnknownWordJson {
  const ids = tokenizer.encode(UNKNOWN_WORD_TEXT);
  return { text: UNKNOWN_WORD_TEXT, ids: [...ids], decoded: tokenizer.decode(ids) };
}
