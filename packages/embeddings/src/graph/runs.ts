/**
 * How the work of one forward is cut into runs of the graph.
 *
 * onnxruntime-node computes in a call that blocks the event loop, so a forward is several runs of about
 * 1 MB of output, between which other work goes on; pages of that size also stay in a core's own cache.
 * Measured: flat from 0.5 to 4 MB; one run of 200 MB blocks for 270 ms and takes 2.5 times as long
 * into memory that was written before.
 */

/** Bytes of output of a run. */
const RUN_BYTES = 1 << 20;

/** A fresh result up to so many bytes is made in one run: half the time of several, which would block no longer than 15 ms. */
export const ONE_RUN_BYTES: number = 1 << 25;

/** A run: ids `start .. start + batch * sequence - 1` of the flat ids, as `[batch, sequence]`. */
export interface Run {
  readonly start: number;
  readonly batch: number;
  readonly sequence: number;
  /** Where in the sequence the first id stands. */
  readonly column: number;
}

/**
 * Runs over `[batch, sequence]` ids, in order. Short sequences go several to a run; of long ones each
 * is cut into even parts, so that the ids of a run have the same positions in all its rows.
 * @param width numbers in a row of the result
 */
export function* runsOf(batch: number, sequence: number, width: number): Iterable<Run> {
  const idsPerRun = Math.max(1, Math.floor(RUN_BYTES / (4 * width)));
  if (sequence <= idsPerRun) {
    const rowsPerRun = sequence === 0 ? batch : Math.floor(idsPerRun / sequence);
    for (let row = 0; row < batch; row += rowsPerRun) {
      yield { start: row * sequence, batch: Math.min(rowsPerRun, batch - row), sequence, column: 0 };
    }
    return;
  }
  const parts = Math.ceil(sequence / idsPerRun);
  for (let row = 0; row < batch; row++) {
    for (let part = 0; part < parts; part++) {
      const column = Math.floor((sequence * part) / parts);
      const end = Math.floor((sequence * (part + 1)) / parts);
      yield { start: row * sequence + column, batch: 1, sequence: end - column, column };
    }
  }
}
