/** A batch as a model exported to ONNX is fed: by the names that Hugging Face's exporters give to its inputs. */
import { checkFunction } from "@windrow/core";
import { checkOptions, fail } from "../arguments.ts";
import type { EncodedRows, RowTensor, RowTensor64 } from "./pad.ts";

/** How a batch becomes feeds. */
export interface FeedOptions<T> {
  /** onnxruntime's class of tensors: a session takes nothing else. */
  readonly Tensor: TensorClass<T>;
  /** The inputs that the model has, a session's `inputNames`: others are left out. Default all three. */
  readonly inputNames?: readonly string[] | undefined;
}

/** A class of tensors such as `ort.Tensor`. */
export type TensorClass<T> = new (
  type: "int32" | "int64",
  data: Int32Array | BigInt64Array,
  dims: readonly number[],
) => T;

/**
 * The feeds of a session of onnxruntime from what `encodeBatch` gives: `input_ids`, `attention_mask` and `token_type_ids`,
 * as far as the model has them. Tensors share the memory of the batch. Inputs of other names are left to the caller.
 * @throws HfError HF_INVALID_OPTION
 * @example
 * const rows = tokenizer.encodeBatch(texts, { dtype: "int64", addSpecialTokens: true });
 * const { inputNames } = session;
 * const { last_hidden_state } = await session.run(modelFeeds(rows, { Tensor: ort.Tensor, inputNames }));
 */
export function modelFeeds<T>(
  rows: EncodedRows<RowTensor> | EncodedRows<RowTensor64>,
  options: FeedOptions<T>,
): Record<string, T> {
  const { Tensor, inputNames } = checkOptions(options, ["Tensor", "inputNames"]);
  checkFunction(fail, "Tensor", Tensor);
  const tensors = { input_ids: rows.inputIds, attention_mask: rows.attentionMask, token_type_ids: rows.typeIds };
  const fed = Object.entries(tensors).filter(([name]) => inputNames?.includes(name) ?? true);
  return Object.fromEntries(fed.map(([name, { type, data, dims }]) => [name, new Tensor!(type, data, dims)]));
}
