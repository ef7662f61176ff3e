/** What a pool asks of its threads, and what they answer. */
import type { TokenizerSource } from "../job/prepare-job.ts";
import type { Task, TaskResult } from "../job/tasks.ts";
import type { ScanRequest, ScannedInput } from "../plan/scan-input.ts";

/** A task of a job. */
interface RunRequest {
  readonly kind: "task";
  readonly output: string;
  readonly task: Task;
}

/** The tokenizer that tasks will need, loaded before. */
interface LoadRequest {
  readonly kind: "load";
  readonly tokenizer: TokenizerSource;
}

export type ThreadRequest = RunRequest | ScanRequest | LoadRequest;

/** What a request is answered with. */
export type AnswerTo<R extends ThreadRequest> = R extends ScanRequest
  ? ScannedInput
  : R extends RunRequest
    ? TaskResult
    : undefined;

export const STOP_ALL = 0;
export const STOP_SCANS = 1;

export interface ThreadStart {
  /** Two shared numbers, each 0 or 1: whether all that runs is to end, and whether scans are (STOP_ALL, STOP_SCANS). */
  readonly stop: Int32Array<SharedArrayBuffer>;
}
