import type { TokenIds } from "./tokenizer.ts";

/** Integer ids of any rank, row-major; the shape of onnxruntime's own tensors. */
export interface IdTensor<Dims extends readonly number[] = readonly number[]> {
  readonly type: "int32";
  /** Row-major values; its length is the product of `dims`. */
  readonly data: TokenIds;
  readonly dims: Dims;
}

/** float32 values of any rank, row-major; the shape of onnxruntime's own tensors. */
export interface FloatTensor {
  readonly type: "float32";
  /** Row-major values; its length is the product of `dims`. */
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** What a loader hands to a training step: inputs and targets of shape `[batch, sequence]`. */
export interface Batch {
  /** What the model reads. */
  readonly inputIds: IdTensor<readonly [batch: number, sequence: number]>;
  /** What it should predict at each place: the input shifted by one. */
  readonly targetIds: IdTensor<readonly [batch: number, sequence: number]>;
}
