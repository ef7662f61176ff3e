/** What a client and the thread that serves it send each other. */
import type { SentError } from "../sent-error.ts";

/** To the thread. */
export interface NumberedRequest<Request> {
  readonly number: number;
  readonly request: Request;
}

/**
 * From the thread. Code of the user's that runs there may post messages too: they have no such field, and are left
 * alone.
 */
export interface NumberedReply {
  /** The number of the request. */
  readonly windrowReply: number;
  /** That a stage of the request's work is done; the answer follows. */
  readonly isNotice?: true;
  readonly value?: unknown;
  readonly error?: SentError;
}
