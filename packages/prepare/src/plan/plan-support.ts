/** What planning works with, and what it tells. */
import type { TokenizerSource } from "../job/prepare-job.ts";
import type { ScannedInput, ScanRequest } from "./scan-input.ts";

/** How far planning is. */
export interface PlanProgress {
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What planning asks of the threads: run/task-pool.ts has them. */
interface PlanThreads {
  /** How many there are. */
  readonly threads: number;
  run(request: ScanRequest): Promise<ScannedInput>;
  /** Ends the scans that run and refuses those that wait. */
  stopScans(): void;
  /** Starts threads that load the tokenizer before there is work for them. @param units how many there will be about */
  loadAhead(tokenizer: TokenizerSource, units: number): void;
}

/** What planning works with. */
export interface PlanSupport {
  readonly pool: PlanThreads;
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined;
}
