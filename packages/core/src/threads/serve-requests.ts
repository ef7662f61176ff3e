/** The other end of a ThreadClient: what its thread's program calls to answer requests. */
import { sendError } from "../sent-error.ts";
import type { NumberedReply, NumberedRequest } from "./messages.ts";
import { nodeThreads } from "./node-threads.ts";

/** An answer. */
export interface Answer {
  readonly value?: unknown;
  /** Memory that is handed over with it. */
  readonly transfer?: readonly ArrayBuffer[];
  /** Nothing keeps the thread once this is sent: it ends by itself. */
  readonly isLast?: true;
}

/**
 * Answers all requests. What `answer` throws, or an answer that can't be sent, is the request's error.
 *
 * @param answer gets a request, and a function that gives the client notice of a stage that is done
 * @param order "in turn": the next request waits for the answer of the one before; "at once": none waits
 */
export function serveRequests<Request>(
  answer: (request: Request, notify: () => void) => Answer | Promise<Answer>,
  order: "in turn" | "at once" = "in turn",
): void {
  const port = nodeThreads()!.parentPort!;
  const send = (reply: NumberedReply, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(reply, transfer);
  const reply = async ({ number, request }: NumberedRequest<Request>): Promise<void> => {
    try {
      const notify = (): void => send({ windrowReply: number, isNotice: true });
      const { value, transfer, isLast } = await answer(request, notify);
      send({ windrowReply: number, value }, transfer);
      if (isLast) port.close();
    } catch (error) {
      send({ windrowReply: number, error: sendError(error) });
    }
  };
  let last: Promise<void> = Promise.resolve();
  port.on("message", (request: NumberedRequest<Request>) => {
    if (order === "at once") void reply(request);
    else last = last.then(() => reply(request));
  });
}
