/** What a loader and its worker threads say to each other. */
import type { BatchArrays } from "../loader/batch-arrays.ts";
import { DatasetError, type DatasetErrorCode } from "../errors.ts";

/** To a worker: the batch to make. */
export interface BatchRequest {
  readonly number: number;
  readonly indices: readonly number[];
  /** Arrays that are free, to be used again. */
  readonly arrays: BatchArrays | undefined;
}

/** From a worker: the batch, or why there is none. */
export interface BatchReply {
  readonly number: number;
  readonly batch?: unknown;
  readonly error?: SentError;
}

/** An error as it crosses threads, where its class and its fields would be lost. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly code: string | undefined;
  readonly fields: unknown;
  readonly cause: SentError | undefined;
}

export function sendError(thrown: unknown): SentError {
  if (!(thrown instanceof Error)) {
    return {
      name: "Error",
      message: String(thrown),
      stack: String(thrown),
      code: undefined,
      fields: undefined,
      cause: undefined,
    };
  }
  const { name, message, stack, cause } = thrown;
  const { code, fields } = thrown as { code?: unknown; fields?: unknown };
  // That of a DOMException is a number.
  const ownCode = typeof code === "string" ? code : undefined;
  return {
    name,
    message,
    stack: String(stack),
    code: ownCode,
    fields: cloneable(fields),
    cause: cause === undefined ? undefined : sendError(cause),
  };
}

/** The error anew, with the stack that it had in the worker. */
export function receiveError({ name, message, stack, code, fields, cause }: SentError): Error {
  const isOurs = code?.startsWith("DATASET_") ?? false;
  const error = isOurs
    ? new DatasetError(code as DatasetErrorCode, message, fields as Record<string, unknown>)
    : new Error(message);
  error.name = name;
  if (cause !== undefined) error.cause = receiveError(cause);
  error.stack = `${stack}\n    in a worker thread of the DataLoader`;
  return isOurs || code === undefined ? error : Object.assign(error, { code, fields });
}

function cloneable(fields: unknown): unknown {
  try {
    return structuredClone(fields);
  } catch {
    return {};
  }
}
