/** What a graph is asked, and what it is to its askers, whichever thread it runs in. */
import type { GraphIds } from "./graph-ids.ts";
import type { GraphPositions } from "./graph-positions.ts";

/** What is looked up in one forward. */
export interface GraphWork extends Pick<GraphIds, "data" | "batch" | "sequence"> {
  /** Where there is a position table. */
  readonly positions: GraphPositions | undefined;
}

/** A graph that can be run, in this thread or in another. */
export interface RunningGraph {
  /**
   * Looks rows up, float32 of shape `[batch, sequence, width]`, into `into` or into fresh memory.
   * @returns `into`, if it was given; from another thread the array that it has become: it is empty then
   */
  run(work: GraphWork, into: Float32Array<ArrayBuffer> | undefined): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}
