/** Positions to what the graph takes: which row of the position table is added to which id. */
import { checkInteger } from "@windrow/core";
import type { IdTensor } from "@windrow/interfaces";
import { EmbeddingsError } from "../errors.ts";
import { fail, invalidOption } from "../options.ts";
import { checkedIds, valuesAndDims, type GraphIds } from "./graph-ids.ts";
import type { Run } from "./runs.ts";

/** How positions are passed to `forward`. */
export interface PositionOptions {
  /** Position of the first id of each sequence; default 0. For a sequence that goes on where another ended. */
  readonly offset?: number | undefined;
  /** The position of each id: as many as the ids, or as one sequence has, for all of them. In place of `offset`. */
  readonly positionIds?: IdTensor | ArrayLike<number> | undefined;
}

/** Positions of the ids of a forward, to be had in any thread: counted from a first one, or given, for each id or for all sequences. */
export type GraphPositions =
  | { readonly first: number }
  | { readonly data: Int32Array<ArrayBuffer>; readonly isForAll: boolean };

/**
 * @param rows of the position table
 * @throws EmbeddingsError EMBEDDINGS_SEQUENCE_TOO_LONG, EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_INVALID_POSITION,
 *   EMBEDDINGS_INVALID_SHAPE
 */
export function positionsOf({ offset, positionIds }: PositionOptions, ids: GraphIds, rows: number): GraphPositions {
  if (positionIds === undefined) return { first: checkOffset(offset === undefined ? 0 : offset, ids.sequence, rows) };
  if (offset !== undefined) throw invalidOption("offset", offset, "either offset or positionIds, not both");
  const { values, dims } = valuesAndDims("positionIds", positionIds);
  const isForEach = values.length === ids.data.length;
  if (isForEach ? !fitsEach(positionIds, dims, ids) : !fitsSequence(dims, ids.sequence)) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      `positionIds has ${values.length} values with dims [${dims.join(", ")}]; expected ${ids.data.length} with dims [${ids.dims.join(", ")}], one for each id, or ${ids.sequence}, one for each position of a sequence.`,
    );
  }
  return { data: checkedIds("position", values, rows), isForAll: !isForEach };
}

/** An array has no shape of its own; that of a tensor is the ids', or that of one sequence which is all there is. */
function fitsEach(positionIds: IdTensor | ArrayLike<number>, dims: readonly number[], ids: GraphIds): boolean {
  const isSame = dims.length === ids.dims.length && dims.every((dim, i) => dim === ids.dims[i]);
  return !("dims" in positionIds) || isSame || fitsSequence(dims, ids.sequence);
}

function fitsSequence(dims: readonly number[], sequence: number): boolean {
  return dims.at(-1) === sequence && dims.slice(0, -1).every((dim) => dim === 1);
}

/** What the graph is fed for a run: int32 of shape `[rows, run.sequence]`, one row where all are alike. */
export function positionsOfRun(
  positions: GraphPositions,
  { start, batch, sequence, column }: Run,
): { readonly data: Int32Array; readonly rows: number } {
  if ("first" in positions) return { data: countFrom(positions.first + column, sequence), rows: 1 };
  const { data, isForAll } = positions;
  if (isForAll) return { data: data.subarray(column, column + sequence), rows: 1 };
  return { data: data.subarray(start, start + batch * sequence), rows: batch };
}

/** Where there is no position table. @throws EmbeddingsError EMBEDDINGS_INVALID_OPTION */
export function refusePositions(options: PositionOptions): void {
  for (const option of ["offset", "positionIds"] as const) {
    if (options[option] === undefined) continue;
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_OPTION",
      `${option} is given, but this embedding has no positions; leave it out.`,
      { option, value: options[option] },
    );
  }
}

function checkOffset(offset: number, sequence: number, rows: number): number {
  checkInteger(fail, "offset", offset, 0);
  if (offset + sequence <= rows) return offset;
  const from = offset === 0 ? "" : ` from position ${offset} on`;
  throw new EmbeddingsError(
    "EMBEDDINGS_SEQUENCE_TOO_LONG",
    `the sequence has ${sequence} ids${from}, but the position table has ${rows} rows; shorten the sequence or create the embedding with a larger contextLength.`,
    { sequence, offset, contextLength: rows },
  );
}

function countFrom(first: number, length: number): Int32Array {
  const positions = new Int32Array(length);
  for (let i = 0; i < length; i++) positions[i] = first + i;
  return positions;
}
