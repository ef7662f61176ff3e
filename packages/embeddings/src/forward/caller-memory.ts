/** Memory that is the caller's own: tables, what may be given as `out`, and how a result comes into it. */
import { describe, isDetached } from "@windrow/core";
import { EmbeddingsError } from "../errors.ts";
import type { GatherTables } from "../graph/gather-tables.ts";
import { refuseShared } from "../shared-memory.ts";
import { isLocated } from "../weights/located-table.ts";

/** Numbers that are copied at a time, 4 MB: about a millisecond. */
const NUMBERS_PER_PIECE = 1 << 20;

/**
 * The part of `out` that is filled. Rows of a table would be overwritten before they are read.
 * @throws EmbeddingsError EMBEDDINGS_INVALID_SHAPE
 */
export function checkOut(out: Float32Array, size: number, tables: GatherTables): Float32Array<ArrayBuffer> {
  const isFloats = out instanceof Float32Array;
  if (isFloats && isDetached(out)) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      "out was transferred to another thread; give an array that was not.",
    );
  }
  if (!isFloats || out.length < size) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      `out ${isFloats ? `has ${out.length} places` : `is ${describe(out)}`}; expected a Float32Array of at least ${size}.`,
    );
  }
  refuseShared("EMBEDDINGS_INVALID_SHAPE", "out", out);
  const data = out.subarray(0, size);
  for (const table of [tables.token, tables.position]) {
    if (table === undefined || isLocated(table) || !overlaps(data, table.weight)) continue;
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      "out overlaps a table of the embedding; give an array of its own.",
    );
  }
  return data;
}

/** @throws EmbeddingsError EMBEDDINGS_INVALID_WEIGHT where the memory of a table has been handed over to somebody else */
export function checkTables({ token, position }: GatherTables): void {
  for (const table of [token, position]) {
    if (table === undefined || isLocated(table) || table.weight.length === table.rows * table.width) continue;
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_WEIGHT",
      `a table has ${table.weight.length} numbers now; expected ${table.rows} x ${table.width}. Its array was transferred to another thread: keep it, or give the embedding a copy.`,
    );
  }
}

/** Copies as long as `to` is, with time for other work after each piece. Node only. */
export async function copyInPieces(from: Float32Array, to: Float32Array): Promise<void> {
  for (let done = 0; done < to.length; done += NUMBERS_PER_PIECE) {
    to.set(from.subarray(done, Math.min(done + NUMBERS_PER_PIECE, to.length)), done);
    if (done + NUMBERS_PER_PIECE < to.length) await new Promise((resolve) => setImmediate(resolve));
  }
}

function overlaps(a: Float32Array, b: Float32Array): boolean {
  const begins = a.byteOffset < b.byteOffset + b.byteLength;
  const ends = b.byteOffset < a.byteOffset + a.byteLength;
  return a.buffer === b.buffer && begins && ends;
}
