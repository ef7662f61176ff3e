/** The numbers of a report's embeddings, computed by the ONNX graph of @windrow/embeddings. */
import { Embedding, InputEmbedding } from "@windrow/embeddings";
import type { TokenIds } from "@windrow/interfaces";
import type { TextTokenizer } from "../../tokens/text-tokenizer.ts";
import { principalPlane } from "./principal-components.ts";
import type { EmbeddingFigures, LabelledToken, Rows, TokenMap } from "./report-data.ts";
import { labelOfBytes } from "./token-label.ts";

/** Rows and columns that a person can still tell apart, and that keep the page small. */
const SHOWN_TOKENS = 14;
const SHOWN_COLUMNS = 64;
const SHOWN_POSITIONS = 64;
const MAPPED_TOKENS = 90;

/** The notebook's example of a token at several places. */
const REPEATED = "abcabcabc";

/** Sizes of the embedding. */
export interface EmbeddingSettings {
  readonly embeddingDim: number;
  readonly maxLength: number;
  readonly seed: number | bigint;
}

export async function embeddingFigures(
  ids: TokenIds,
  tokenizer: TextTokenizer,
  { embeddingDim, maxLength, seed }: EmbeddingSettings,
): Promise<EmbeddingFigures> {
  const { vocabSize } = tokenizer;
  const contextLength = Math.max(maxLength, SHOWN_POSITIONS);
  const learned = await InputEmbedding.create({ vocabSize, contextLength, embeddingDim, seed });
  const fixed = { vocabSize: 1, contextLength, embeddingDim, seed, positional: "sinusoidal" } as const;
  const sinusoidal = await InputEmbedding.create(fixed);
  const tokenOnly = await Embedding.fromPretrained(learned.tokenWeight, { embeddingDim });
  try {
    const repeat = findRepeat(ids, tokenizer);
    const shownIds = repeat?.ids ?? tokenizer.encode(REPEATED);
    const columns = Math.min(embeddingDim, SHOWN_COLUMNS);
    const rowsOf = (table: ArrayLike<number>, count: number): Rows => shownRows(table, count, embeddingDim, columns);
    const token = await tokenOnly.forward(shownIds);
    const sum = await learned.forward(shownIds);
    const positions = learned.positionWeight!;
    return {
      encoding: tokenizer.name,
      vocabSize,
      embeddingDim,
      contextLength,
      columns,
      tokens: Array.from(shownIds, (id) => labelled(id, tokenizer)),
      isOfText: repeat !== undefined,
      reach: SHOWN_TOKENS,
      same: repeat?.same ?? firstRepeat(shownIds, () => true)!,
      token: rowsOf(token.data, shownIds.length),
      position: rowsOf(positions, shownIds.length),
      sum: rowsOf(sum.data, shownIds.length),
      learned: rowsOf(positions, SHOWN_POSITIONS),
      sinusoidal: rowsOf(sinusoidal.positionWeight!, SHOWN_POSITIONS),
      map: tokenMap(ids, tokenizer, learned.tokenWeight, embeddingDim),
    };
  } finally {
    for (const embedding of [learned, sinusoidal, tokenOnly]) await embedding.dispose();
  }
}

/** The first stretch of the text in which a word's token comes back, or else any token. */
function findRepeat(
  ids: TokenIds,
  tokenizer: TextTokenizer,
): { ids: TokenIds; same: readonly [number, number] } | undefined {
  const isWord = (id: number): boolean => /\p{L}/u.test(labelled(id, tokenizer).label);
  return firstStretch(ids, isWord) ?? firstStretch(ids, () => true);
}

/** Looked for to the text's end, in one pass: the page says so where there is none. */
function firstStretch(
  ids: TokenIds,
  counts: (id: number) => boolean,
): { ids: TokenIds; same: readonly [number, number] } | undefined {
  const seenAt = new Map<number, number>();
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at]!;
    const before = seenAt.get(id);
    seenAt.set(id, at);
    if (before === undefined || at - before >= SHOWN_TOKENS || !counts(id)) continue;
    const stretch = ids.slice(Math.max(0, at - SHOWN_TOKENS + 1), Math.max(0, at - SHOWN_TOKENS + 1) + SHOWN_TOKENS);
    return { ids: stretch, same: firstRepeat(stretch, counts)! };
  }
  return undefined;
}

function firstRepeat(ids: TokenIds, counts: (id: number) => boolean): readonly [number, number] | undefined {
  for (let at = 0; at < ids.length; at++) {
    const again = ids.indexOf(ids[at]!, at + 1);
    if (again !== -1 && counts(ids[at]!)) return [at, again];
  }
  return undefined;
}

/** The first rows and columns of a matrix, to four decimals. */
function shownRows(table: ArrayLike<number>, rows: number, width: number, columns: number): Rows {
  const round = (value: number): number => Math.round(value * 1e4) / 1e4;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_value, column) => round(table[row * width + column]!)),
  );
}

function labelled(id: number, tokenizer: TextTokenizer): LabelledToken {
  return { id, label: labelOfBytes(tokenizer.tokenBytes(id)) };
}

/** The most frequent tokens of the text, as far as they can be told apart on a plane. */
function tokenMap(ids: TokenIds, tokenizer: TextTokenizer, weight: Float32Array, width: number): TokenMap {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const frequent = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MAPPED_TOKENS);
  const { places, explained } = principalPlane(frequent.map(([id]) => weight.subarray(id * width, (id + 1) * width)));
  const round = (value: number): number => Math.round(value * 1e3) / 1e3;
  const points = frequent.map(([id, count], i) => ({
    ...labelled(id, tokenizer),
    count,
    x: round(places[i]![0]),
    y: round(places[i]![1]),
  }));
  return { points, explained: [round(explained[0]), round(explained[1])] };
}
