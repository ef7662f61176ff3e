/** Rows of one length, as tensors. */
import type { IdTensor } from "@windrow/interfaces";
import type { Side } from "../fields/config.ts";

/** One int32 for each place of each row. */
export type RowTensor = IdTensor<readonly [batch: number, sequence: number]>;

/** The same in int64, which most models exported to ONNX take. */
export interface RowTensor64 {
  readonly type: "int64";
  /** Row-major values; its length is the product of `dims`. */
  readonly data: BigInt64Array;
  readonly dims: RowTensor["dims"];
}

/** The ids of some texts, row by row. */
export interface EncodedRows<T extends RowTensor | RowTensor64 = RowTensor> {
  readonly inputIds: T;
  /** 1 where a token is, 0 where a row was filled up. */
  readonly attentionMask: T;
  /** 0 for the first text of a pair, 1 for the second, as the tokenizer's post-processor has it. */
  readonly typeIds: T;
}

export interface Row {
  readonly ids: Int32Array;
  readonly typeIds: Int32Array;
}

export interface Filling {
  readonly length: number;
  readonly side: Side;
  readonly id: number;
  readonly typeId: number;
}

/** Fills rows up, none of which is longer. */
export function padded(rows: readonly Row[], { length, side, id, typeId }: Filling): EncodedRows {
  const size = rows.length * length;
  const [ids, mask, types] = [new Int32Array(size).fill(id), new Int32Array(size), new Int32Array(size).fill(typeId)];
  for (const [i, row] of rows.entries()) {
    const start = i * length + (side === "left" ? length - row.ids.length : 0);
    ids.set(row.ids, start);
    types.set(row.typeIds, start);
    mask.fill(1, start, start + row.ids.length);
  }
  const tensor = (data: Int32Array): RowTensor => ({ type: "int32", data, dims: [rows.length, length] });
  return { inputIds: tensor(ids), attentionMask: tensor(mask), typeIds: tensor(types) };
}

/** The same rows in int64. 8 x 512 ids take 0.4 ms. */
export function widened({ inputIds, attentionMask, typeIds }: EncodedRows): EncodedRows<RowTensor64> {
  const wide = ({ data, dims }: RowTensor): RowTensor64 => ({ type: "int64", data: wideIds(data), dims });
  return { inputIds: wide(inputIds), attentionMask: wide(attentionMask), typeIds: wide(typeIds) };
}

/** A loop: BigInt64Array.from takes seven times as long. */
function wideIds(ids: Int32Array): BigInt64Array {
  const wide = new BigInt64Array(ids.length);
  for (let i = 0; i < ids.length; i++) wide[i] = BigInt(ids[i]!);
  return wide;
}
