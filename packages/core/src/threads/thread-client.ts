/**
 * A worker thread, seen from the one that started it: requests with numbers, the promises that wait for their
 * answers, and the one failure path. Which thread gets what, and when, is the caller's business.
 */
import { receiveError } from "../sent-error.ts";
import type { NumberedReply, NumberedRequest } from "./messages.ts";
import type { NodeThreads, NodeWorker, WorkerOptions } from "./node-threads.ts";
import { workerArguments } from "./node-threads.ts";
import { within } from "./within.ts";

export interface ThreadClientOptions extends WorkerOptions {
  /** Module that calls `serveRequests`. */
  readonly program: URL;
  /** For the stacks of errors, such as "in a worker thread of the DataLoader". */
  readonly place: string;
  /**
   * Makes the error of all that is awaited where the thread fails.
   * @param why the message of what it threw, or its exit code
   */
  failed(why: string, cause: Error | undefined): Error;
}

export interface AskOptions {
  /** Memory that is handed over with the request. */
  readonly transfer?: readonly ArrayBuffer[] | undefined;
  /** Called when the thread's `notify` is, before the answer. */
  readonly onNotice?: (() => void) | undefined;
}

interface Waiting {
  readonly onNotice: (() => void) | undefined;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class ThreadClient<Request> {
  /** Resolves when the thread is gone, however it ended. */
  readonly ended: Promise<void>;
  readonly #worker: NodeWorker;
  readonly #options: ThreadClientOptions;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  /** Its end is awaited, although every request may have its answer. */
  #isEnding = false;
  /** Why it answers nothing more. */
  #failure: Error | undefined;

  constructor({ Worker }: NodeThreads, options: ThreadClientOptions) {
    const { program, workerData, transferList, resourceLimits } = options;
    this.#options = options;
    this.#worker = new Worker(program, { workerData, transferList, resourceLimits, ...workerArguments() });
    this.#worker.on("message", (reply: NumberedReply) => this.#receive(reply));
    this.#worker.on("messageerror", (error: Error) => {
      this.#fail(`its answer can't be read (${error.message})`, error);
      void this.#worker.terminate();
    });
    this.#worker.on("error", (thrown: unknown) => {
      const error = thrown instanceof Error ? thrown : undefined;
      this.#fail(error?.message ?? String(thrown), error);
    });
    this.ended = new Promise((resolve) => {
      this.#worker.on("exit", (code: number) => {
        this.#fail(`exit code ${code}`, undefined);
        resolve();
      });
    });
    // A thread that nothing is awaited from does not keep the process.
    this.#worker.unref();
  }

  /** Requests without an answer. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Whether it answers no more: it failed, or was ended. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /**
   * Sends a request.
   * @returns the answer
   * @throws what the thread's `answer` throws; the error of `failed` where the thread fails; a DataCloneError where
   *   the request can't be sent
   */
  ask<Reply>(request: Request, { transfer, onNotice }: AskOptions = {}): Promise<Reply> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const number = this.#requests++;
    try {
      this.#worker.postMessage({ number, request } satisfies NumberedRequest<Request>, transfer);
    } catch (error) {
      return Promise.reject(error as Error);
    }
    this.#worker.ref();
    return new Promise<Reply>((resolve, reject) => {
      this.#waiting.set(number, { onNotice, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /**
   * Ends the thread, whatever it does.
   * @param error for all that is still awaited; by default that of `failed`
   */
  async end(error?: Error): Promise<void> {
    // An answer that comes meanwhile must not let the process go.
    this.#isEnding = true;
    if (error !== undefined) this.#failAll(error);
    await this.#worker.terminate();
  }

  /**
   * Asks the thread to end by itself, and waits until it has; ends it where it takes longer.
   * @param request whose answer is `isLast`
   */
  async endBy(request: Request, graceMs: number): Promise<void> {
    this.#isEnding = true;
    this.ask(request).catch(() => {});
    const tooLong = new Error("it did not end");
    await within(graceMs, this.ended, () => tooLong).catch(() => this.#worker.terminate());
  }

  #receive(reply: NumberedReply | null | undefined): void {
    const number = reply?.windrowReply;
    const waiting = number === undefined ? undefined : this.#waiting.get(number);
    if (waiting === undefined) return;
    if (reply!.isNotice) {
      waiting.onNotice?.();
      return;
    }
    this.#waiting.delete(number!);
    if (this.#waiting.size === 0 && !this.#isEnding) this.#worker.unref();
    if (reply!.error === undefined) waiting.resolve(reply!.value);
    else waiting.reject(receiveError(reply!.error, this.#options.place));
  }

  #fail(why: string, cause: Error | undefined): void {
    this.#failAll(this.#failure ?? this.#options.failed(why, cause));
  }

  #failAll(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
