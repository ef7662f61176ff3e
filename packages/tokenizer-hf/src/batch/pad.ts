/** Rows of one length, as tensors. */
import type { IdTensor } from "@windrow/interfaces";
import type { Side } from "../config.ts";

/** The ids of some texts, row by row. */
export interface EncodedRows {
  readonly inputIds: IdTensor<readonly [batch: number, sequence: number]>;
  /** 1 where a token is, 0 where a row was filled up. */
  readonly attentionMask: IdTensor<readonly [batch: number, sequence: number]>;
  /** 0 for the first text of a pair, 1 for the second, as the tokenizer's post-processor has it. */
  readonly typeIds: IdTensor<readonly [batch: number, sequence: number]>;
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
  const tensor = (data: Int32Array): EncodedRows["inputIds"] => ({ type: "int32", data, dims: [rows.length, length] });
  return { inputIds: tensor(ids), attentionMask: tensor(mask), typeIds: tensor(types) };
}
