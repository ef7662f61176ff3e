/** What an embedding and the worker thread that its graph runs in say to each other. */
import { EmbeddingsError, type EmbeddingsErrorCode } from "../../errors.ts";
import type { GatherTables } from "../gather-tables.ts";
import type { GraphWork } from "../running-graph.ts";

/** What the thread is told at its start. */
export interface ThreadStart {
  readonly tables: GatherTables;
  /** Shared, see `exit-latch.ts`. */
  readonly latch: Int32Array<SharedArrayBuffer>;
}

/** To the thread: what to look up, and memory for the result, handed over; or that it is to end. */
export type ThreadRequest =
  | { readonly number: number; readonly work: GraphWork; readonly into: Float32Array<ArrayBuffer> | undefined }
  | "close";

/** From the thread: the result of a request (number 0: the graph is open), or why there is none. */
export interface ThreadReply {
  readonly number: number;
  readonly rows?: Float32Array<ArrayBuffer>;
  readonly error?: SentError;
}

/** An error as it crosses threads, where its class and its fields would be lost. */
interface SentError {
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: EmbeddingsErrorCode | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function sendError(error: Error): SentError {
  const { message, stack } = error;
  const { code, fields } = error instanceof EmbeddingsError ? error : { code: undefined, fields: {} };
  return { message, stack, code, fields };
}

/** The error anew, with the stack that it had in the thread. */
export function receiveError({ message, stack, code, fields }: SentError): Error {
  const error = code === undefined ? new Error(message) : new EmbeddingsError(code, message, fields);
  error.stack = `${stack}\n    in the worker thread of an embedding`;
  return error;
}
