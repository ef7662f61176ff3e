/**
 * Ids as they come (a tensor, a typed array, a plain array) to what the graph takes: int32 of
 * shape `[batch, sequence]`, checked, because Gather would silently wrap negative ids.
 */
import { describe, isDetached } from "@windrow/core";
import type { IdTensor } from "@windrow/interfaces";
import { EmbeddingsError } from "../errors.ts";

export interface GraphIds {
  /** A copy: changing the caller's array during a run changes nothing. */
  readonly data: Int32Array<ArrayBuffer>;
  /** A copy of the caller's dims; `[n]` for an array. */
  readonly dims: readonly number[];
  /** Product of all dims but the last. */
  readonly batch: number;
  /** The last dim. */
  readonly sequence: number;
}

/** More than memory has room for rows of. */
const MAX_IDS = 2 ** 31;

/** @param rows number of rows that ids may name */
export function toGraphIds(ids: IdTensor | ArrayLike<number>, rows: number): GraphIds {
  const { values, dims } = valuesAndDims("ids", ids);
  const data = checkedIds("id", values, rows);
  const sequence = dims.length === 0 ? 1 : dims[dims.length - 1]!;
  const batch = dims.slice(0, -1).reduce((product, dim) => product * dim, 1);
  return { data, dims: [...dims], batch, sequence };
}

/** Numbers as they come, and their dims: `[n]` for an array of n. @throws EmbeddingsError EMBEDDINGS_INVALID_SHAPE */
export function valuesAndDims(
  name: "ids" | "positionIds",
  given: IdTensor | ArrayLike<number>,
): { readonly values: ArrayLike<number>; readonly dims: readonly number[] } {
  const fail = (got: string, expected: string): EmbeddingsError =>
    new EmbeddingsError("EMBEDDINGS_INVALID_SHAPE", `${name} ${got}; expected ${expected}.`);
  const isTensor = typeof given === "object" && given !== null && "dims" in given;
  const values = isTensor ? given.data : given;
  if (typeof values !== "object" || !Number.isSafeInteger(values?.length) || values.length < 0) {
    throw fail(
      `${isTensor ? "has data that" : ""} is ${describe(values)}`.trim(),
      'an array of whole numbers or { type: "int32", data, dims }',
    );
  }
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    const data = isTensor ? `${name}.data` : name;
    throw fail(`has 64-bit integers (${values.constructor.name})`, `numbers, such as Int32Array.from(${data}, Number)`);
  }
  if (ArrayBuffer.isView(values) && isDetached(values)) {
    throw fail(
      "was transferred to another thread and is empty",
      "an array that was not; pass a copy to the other thread",
    );
  }
  if (values.length > MAX_IDS) throw fail(`has ${values.length} values`, `at most 2^31 at a time`);
  if (!isTensor) return { values, dims: [values.length] };
  const { type, dims } = given;
  // Who leaves the type out means what the data are.
  if (type !== undefined && type !== "int32") throw fail(`has type ${describe(type)}`, 'the type "int32"');
  const isDim = (dim: number): boolean => Number.isSafeInteger(dim) && dim >= 0;
  const size = Array.isArray(dims) && dims.every(isDim) ? dims.reduce((product, dim) => product * dim, 1) : undefined;
  if (size === values.length) return { values, dims };
  throw fail(
    `has dims ${Array.isArray(dims) ? `[${dims.map(String).join(", ")}]` : describe(dims)} and ${values.length} values`,
    "dims of whole numbers whose product is the number of values",
  );
}

/** A copy as int32. @throws EmbeddingsError naming the first that is not a row of the table */
export function checkedIds(what: "id" | "position", values: ArrayLike<number>, rows: number): Int32Array<ArrayBuffer> {
  const data = freshIds(what, values.length);
  // The graph's ids are int32, however many rows there are.
  const limit = Math.min(rows, 2 ** 31);
  const wrong = values instanceof Int32Array ? copyInt32(values, data, limit) : copyNumbers(values, data, limit);
  if (wrong === data.length) return data;
  const id = values[wrong]!;
  throw new EmbeddingsError(
    what === "id" ? "EMBEDDINGS_INVALID_TOKEN_ID" : "EMBEDDINGS_INVALID_POSITION",
    `${what} ${describe(id)} at index ${wrong} ${whyNoRow(id, limit)}.`,
    { [what]: id, index: wrong, rows },
  );
}

/** What is wrong with it, and what to do, after its name: its type, before its value. */
function whyNoRow(id: unknown, limit: number): string {
  if (typeof id === "bigint") return `is a bigint; convert it with Number(${id}n)`;
  if (typeof id === "string") return "is a string; expected a number";
  if (Array.isArray(id)) {
    return 'is an array, and arrays of arrays are not supported; give { type: "int32", data, dims } with flat data';
  }
  if (typeof id !== "number") return "is not a number";
  if (!Number.isInteger(id)) return "is not a whole number";
  return `is not a row of the table; expected an integer from 0 to ${limit - 1}`;
}

function freshIds(what: "id" | "position", length: number): Int32Array<ArrayBuffer> {
  try {
    return new Int32Array(length);
  } catch (error) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      `${length} ${what}s could not be copied (${(error as Error).message}); give fewer at a time.`,
      { length, cause: error },
    );
  }
}

/** Copies; a negative id is a large one as unsigned. @returns index of the first that is not a row, or the length */
function copyInt32(ids: Int32Array, to: Int32Array, rows: number): number {
  to.set(ids);
  let index = 0;
  while (index < to.length && to[index]! >>> 0 < rows) index++;
  return index;
}

/** The same for what may be anything. */
function copyNumbers(ids: ArrayLike<number>, to: Int32Array, rows: number): number {
  for (let index = 0; index < to.length; index++) {
    const id = ids[index]!;
    if (!(Number.isInteger(id) && id >= 0 && id < rows)) return index;
    to[index] = id;
  }
  return to.length;
}
