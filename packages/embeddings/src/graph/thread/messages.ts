/** What an embedding and the worker thread that its graph runs in say to each other. */
import type { GatherTables } from "../gather-tables.ts";
import type { GraphWork } from "../graph-work.ts";
import type { ExitLatch } from "./exit-latch.ts";

/** What the thread is given at its start. */
export interface ThreadStart {
  readonly tables: GatherTables;
  /** Shared, see `exit-latch.ts`. */
  readonly latch: ExitLatch;
}

/** To the thread: that it is to open the graph; what to look up, and memory for the result, handed over; or that it is to end. */
export type ThreadRequest =
  | "open"
  | { readonly work: GraphWork; readonly into: Float32Array<ArrayBuffer> | undefined }
  | "close";
