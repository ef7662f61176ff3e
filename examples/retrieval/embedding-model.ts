/** An embedding model exported to ONNX: a text becomes a vector of length 1, the mean of what the model makes of its tokens. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type HfTokenizer, modelFeeds } from "@windrow/tokenizer-hf";
import { fromPretrained } from "@windrow/tokenizer-hf/hub";
import { InferenceSession, Tensor } from "onnxruntime-node";

/** A tokenizer, and the session that its ids go to. */
export interface EmbeddingModel {
  readonly tokenizer: HfTokenizer;
  readonly session: InferenceSession;
  /** Tokens of a text at most, its special tokens included; the rest is cut off. */
  readonly maxLength: number;
}

/** @param folder with a model's tokenizer.json or vocab.txt, and its model.onnx or onnx/model.onnx */
export async function openModel(folder: string): Promise<EmbeddingModel> {
  const tokenizer = await fromPretrained(folder);
  const path = ["model.onnx", "onnx/model.onnx"].map((name) => join(folder, name)).find((file) => existsSync(file));
  if (path === undefined) throw new Error(`${folder} has no model.onnx.`);
  const session = await InferenceSession.create(path);
  // Some configs have 10^30 here, for no limit.
  const { model_max_length: length } = tokenizer.config;
  return { tokenizer, session, maxLength: Number.isSafeInteger(length) ? (length as number) : 512 };
}

/** Texts that are rows of one tensor: each takes as long as the longest of them. */
const BATCH = 16;

/** One vector for each text. */
export async function embed(model: EmbeddingModel, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let i = 0; i < texts.length; i += BATCH) vectors.push(...(await embedBatch(model, texts.slice(i, i + BATCH))));
  return vectors;
}

async function embedBatch({ tokenizer, session, maxLength }: EmbeddingModel, texts: string[]): Promise<Float32Array[]> {
  const rows = tokenizer.encodeBatch(texts, {
    dtype: "int64",
    addSpecialTokens: true,
    truncation: true,
    maxLength,
    disallowedSpecial: [], // a "[SEP]" that someone wrote is text
  });
  const outputs = await session.run(modelFeeds(rows, { Tensor, inputNames: session.inputNames }));
  const hidden = outputs[session.outputNames[0]!]!; // last_hidden_state, [batch, sequence, width]
  const [, sequence, width] = hidden.dims as [number, number, number];
  return texts.map((_, row) => {
    const values = (hidden.data as Float32Array).subarray(row * sequence * width, (row + 1) * sequence * width);
    return meanVector(values, rows.attentionMask.data.subarray(row * sequence, (row + 1) * sequence));
  });
}

/**
 * The mean of the tokens' values, to length 1. What a row was filled up with does not count.
 * @param values of a row, [sequence, width]
 * @param mask 1 for each token, 0 for padding
 */
function meanVector(values: Float32Array, mask: BigInt64Array): Float32Array {
  const width = values.length / mask.length;
  const sum = new Float64Array(width);
  for (const [position, isToken] of mask.entries())
    if (isToken !== 0n) for (let i = 0; i < width; i++) sum[i]! += values[position * width + i]!;
  // The sum has the direction of the mean, so it need not be divided first.
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => value / length);
}
