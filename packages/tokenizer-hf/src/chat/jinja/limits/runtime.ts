/** What one rendering has beside its variables. */
import type { Budget } from "./budget.ts";

export interface Runtime {
  readonly budget: Budget;
  /** What `strftime_now` shows. */
  readonly now: Date;
}
