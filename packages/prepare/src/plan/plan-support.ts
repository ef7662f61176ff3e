/** What planning works with, and what it tells. */
import type { TaskPool } from "../threads/task-pool.ts";

/** How far planning is. */
export interface PlanProgress {
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What planning works with. */
export interface PlanSupport {
  readonly pool: TaskPool;
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined;
}
