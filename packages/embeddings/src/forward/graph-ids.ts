/**
 * Ids as they come (a tensor, a typed array, a plain array) to what the graph takes: int32 of
 * shape `[batch, sequence]`, checked, because Gather would wrap negative ids in silence.
 */
import type { IdTensor } from "@windrow/interfaces";
import { EmbeddingsError } from "../errors.ts";

export interface GraphIds {
  /** A copy: changing the caller's array during a run changes nothing. */
  readonly data: Int32Array;
  /** A copy of the caller's dims; `[n]` for an array. */
  readonly dims: readonly number[];
  /** Product of all dims but the last. */
  readonly batch: number;
  /** The last dim. */
  readonly sequence: number;
}

/** @param rows number of rows that ids may name */
export function toGraphIds(ids: IdTensor | ArrayLike<number>, rows: number): GraphIds {
  if (typeof ids !== "object" || ids === null) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      `ids is ${JSON.stringify(ids) ?? "undefined"}; expected an array of ids or { type, data, dims }.`,
    );
  }
  const [values, dims] = isTensor(ids) ? [ids.data, ids.dims] : [ids, [ids.length]];
  checkDims(dims, values?.length);
  const data = checkedIds("id", values, rows);
  const sequence = dims.length === 0 ? 1 : dims[dims.length - 1]!;
  const batch = dims.slice(0, -1).reduce((product, dim) => product * dim, 1);
  return { data, dims: [...dims], batch, sequence };
}

/** A copy as int32. @throws EmbeddingsError naming the first that is no row of the table */
export function checkedIds(what: "id" | "position", values: ArrayLike<number>, rows: number): Int32Array {
  const data = new Int32Array(values.length);
  for (let i = 0; i < data.length; i++) {
    const id = values[i]!;
    if (!(Number.isInteger(id) && id >= 0 && id < rows)) {
      throw new EmbeddingsError(
        what === "id" ? "EMBEDDINGS_INVALID_TOKEN_ID" : "EMBEDDINGS_INVALID_POSITION",
        `${what} ${typeof id === "number" ? id : `${typeof id} ${String(id)}`} at index ${i} is not a row of the table; expected an integer from 0 to ${rows - 1}.`,
        { [what]: id, index: i, rows },
      );
    }
    data[i] = id;
  }
  return data;
}

function isTensor(ids: IdTensor | ArrayLike<number>): ids is IdTensor {
  return "dims" in ids;
}

function checkDims(dims: readonly number[], length: number | undefined): void {
  const isDim = (dim: number): boolean => Number.isSafeInteger(dim) && dim >= 0;
  const size = Array.isArray(dims) && dims.every(isDim) ? dims.reduce((product, dim) => product * dim, 1) : undefined;
  if (size === undefined || size !== length) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      `ids have dims ${JSON.stringify(dims)} and ${length ?? "no"} values; expected dims of whole numbers whose product is the number of values.`,
    );
  }
}
