/** The work of a job in pieces that any engine may spread, repeat and reorder. */

/** First every unit is encoded to a part file, then the parts are cut into shards. */
export type Stage = "encode" | "assemble";

/** One piece: a pure function of the manifest, the stage and the index. Doing it twice, or in two places at once, does no harm. */
export interface Task {
  readonly stage: Stage;
  readonly index: number;
}

/** What a task has made. */
export interface TaskResult {
  readonly tokens: number;
  readonly documents: number;
  /** Documents that the policy "skip" left out. */
  readonly skipped: number;
  /** Bytes of input. */
  readonly bytes: number;
}

/** Where a job stands. */
export interface JobProgress {
  readonly stage: Stage | "done";
  /** Indices of the stage's tasks that have no completion marker. */
  readonly pending: readonly number[];
  /** All tasks of the stage. */
  readonly total: number;
}
