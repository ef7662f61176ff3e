/** What goes between a pool and its threads. */
import { PrepareError, type PrepareErrorCode } from "../errors.ts";
import type { TokenizerSource } from "../job/prepare-job.ts";
import type { ScanRequest, ScannedInput } from "../plan/scan-input.ts";
import type { Task, TaskResult } from "../stages/tasks.ts";

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
export type Answer<R extends ThreadRequest> = R extends ScanRequest
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

export interface NumberedRequest {
  readonly number: number;
  readonly request: ThreadRequest;
}

/** An error as it crosses threads: classes and their fields do not. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ThreadReply {
  readonly number: number;
  /** That the request is done but for files that are being written; its answer follows. */
  readonly isWriting?: true;
  readonly value?: ScannedInput | TaskResult | undefined;
  readonly error?: SentError;
}

export function sendError(thrown: unknown): SentError {
  const error = thrown as Error & { code?: string; fields?: Record<string, unknown> };
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(error.fields ?? {})) {
    if (name !== "cause" && typeof value !== "function" && typeof value !== "symbol") fields[name] = value;
  }
  return { name: error.name, message: error.message, stack: error.stack, code: error.code, fields };
}

export function receiveError({ name, message, stack, code, fields }: SentError): Error {
  if (code?.startsWith("PREPARE_")) {
    const error = new PrepareError(code as PrepareErrorCode, message, fields);
    if (stack !== undefined) error.stack = stack;
    return error;
  }
  return Object.assign(new Error(message), { name, stack, code, fields });
}
