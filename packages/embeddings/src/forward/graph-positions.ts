/** Positions to what the graph takes: which row of the position table is added to which id. */
import type { IdTensor } from "@windrow/interfaces";
import { EmbeddingsError } from "../errors.ts";
import { checkedIds, type GraphIds } from "./graph-ids.ts";
import type { Run } from "./runs.ts";

/** How `forward` is told of positions. */
export interface PositionOptions {
  /** Position of the first id of each sequence; default 0. For a sequence that goes on where another ended. */
  readonly offset?: number | undefined;
  /** The position of each id: as many as the ids, or as one sequence has, for all of them. In place of `offset`. */
  readonly positionIds?: IdTensor | ArrayLike<number> | undefined;
}

/** The positions of the ids of a run: int32 of shape `[rows, run.sequence]`, one row where all are alike. */
export type PositionsOfRun = (run: Run) => { readonly data: Int32Array; readonly rows: number };

/**
 * @param rows of the position table
 * @throws EmbeddingsError EMBEDDINGS_SEQUENCE_TOO_LONG, EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_INVALID_POSITION
 */
export function positionsOf({ offset, positionIds }: PositionOptions, ids: GraphIds, rows: number): PositionsOfRun {
  const { sequence } = ids;
  if (positionIds === undefined) {
    const first = checkOffset(offset ?? 0, sequence, rows);
    return ({ column, sequence: length }) => ({ data: countFrom(first + column, length), rows: 1 });
  }
  if (offset !== undefined) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_OPTION",
      `offset is ${offset}; expected either offset or positionIds, not both.`,
      {
        option: "offset",
        value: offset,
      },
    );
  }
  const values = "dims" in positionIds ? positionIds.data : positionIds;
  const isForAll = values.length === sequence && values.length !== ids.data.length;
  if (!isForAll && values.length !== ids.data.length) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      `positionIds has ${values.length} values; expected ${ids.data.length}, one for each id, or ${sequence}, one for each place of a sequence.`,
    );
  }
  const positions = checkedIds("position", values, rows);
  if (isForAll)
    return ({ column, sequence: length }) => ({ data: positions.subarray(column, column + length), rows: 1 });
  return ({ start, batch, sequence: length }) => ({
    data: positions.subarray(start, start + batch * length),
    rows: batch,
  });
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
  if (!(Number.isSafeInteger(offset) && offset >= 0)) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_OPTION",
      `offset is ${String(offset)}; expected an integer of at least 0.`,
      {
        option: "offset",
        value: offset,
      },
    );
  }
  if (offset + sequence <= rows) return offset;
  const from = offset === 0 ? "" : ` from position ${offset} on`;
  throw new EmbeddingsError(
    "EMBEDDINGS_SEQUENCE_TOO_LONG",
    `the sequence has ${sequence} ids${from}, the position table ${rows} rows; cut the sequence or create the embedding with a larger contextLength.`,
    { sequence, offset, contextLength: rows },
  );
}

function countFrom(first: number, length: number): Int32Array {
  const positions = new Int32Array(length);
  for (let i = 0; i < length; i++) positions[i] = first + i;
  return positions;
}
