/** Counts the words of texts, in worker threads or here; what is counted is the same. */
import { BpeError, type BpeErrorCode } from "../errors.ts";
import { coresOfNode, nodeThreads, type NodeWorker, workerArguments } from "./node-threads.ts";
import { PieceCounter } from "./piece-counter.ts";
import type { WordCounts, WordTable } from "./word-counts.ts";

/** What a thread is started with. */
export interface CountSetup {
  readonly split: string | RegExp;
}

/** Pieces of texts to count, or the wish for all that was counted so far. */
export type CountRequest = readonly string[] | "take";

export interface CountReply {
  /** UTF-8 bytes of the pieces. */
  readonly bytes?: number;
  readonly table?: WordTable;
  readonly error?: { readonly message: string; readonly code?: string; readonly fields?: Record<string, unknown> };
}

/** What counts. */
export interface Counting {
  /** UTF-8 bytes counted so far. */
  readonly bytes: number;
  /** Has pieces counted; resolves when there is room for more. @throws BpeError as the pattern has it */
  count(pieces: readonly string[]): Promise<void>;
  /** Adds all that was counted since the last time to the words. */
  takeInto(words: WordCounts): Promise<void>;
  close(): Promise<void>;
}

/** @param threads 1 counts in the calling thread; undefined: that begins, and one for each core goes on where there is much */
export function startCounting(split: string | RegExp, threads: number | undefined): Counting {
  const most = threads ?? coresOfNode();
  if (most === 1 || nodeThreads() === undefined) return new CountingHere(split);
  // Apart from the worker: bundlers for browsers would take the two for a web worker.
  const program = new URL("./count-worker.js", import.meta.url);
  // A bundler that takes small files into its bundle leaves behind what the program imports.
  if (program.protocol === "data:") return new CountingHere(split);
  const start = (): Counting => new CountingThreads(split, most, program);
  return threads === undefined ? new CountingHereFirst(split, start) : start();
}

/** Milliseconds after which the event loop has its turn. */
const TURN_MS = 50;

class CountingHere implements Counting {
  readonly #counter: PieceCounter;
  #turn = performance.now();

  constructor(split: string | RegExp) {
    this.#counter = new PieceCounter(split);
  }

  get bytes(): number {
    return this.#counter.bytes;
  }

  async count(pieces: readonly string[]): Promise<void> {
    for (const piece of pieces) this.#counter.count(piece);
    if (performance.now() - this.#turn < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#turn = performance.now();
  }

  async takeInto(words: WordCounts): Promise<void> {
    words.addTable(this.#counter.take());
  }

  async close(): Promise<void> {}
}

/** Bytes that are counted before threads have started, and compiled their code. */
const SOON_COUNTED = 2 ** 22;

/** A short text is counted sooner than threads start; of a long one the beginning. */
class CountingHereFirst implements Counting {
  readonly #here: CountingHere;
  readonly #start: () => Counting;
  #threads: Counting | undefined;

  constructor(split: string | RegExp, start: () => Counting) {
    this.#here = new CountingHere(split);
    this.#start = start;
  }

  get bytes(): number {
    return this.#here.bytes + (this.#threads?.bytes ?? 0);
  }

  async count(pieces: readonly string[]): Promise<void> {
    if (this.#here.bytes < SOON_COUNTED) return this.#here.count(pieces);
    this.#threads ??= this.#start();
    return this.#threads.count(pieces);
  }

  async takeInto(words: WordCounts): Promise<void> {
    await this.#here.takeInto(words);
    await this.#threads?.takeInto(words);
  }

  async close(): Promise<void> {
    await this.#threads?.close();
  }
}

/** Pieces that a thread has waiting, so that it need not wait for them. */
const AHEAD = 2;

class CountingThread {
  readonly #worker: NodeWorker;
  readonly #waiting: { resolve(reply: CountReply): void; reject(error: Error): void }[] = [];
  #failure: Error | undefined;

  constructor(setup: CountSetup, program: URL) {
    const { Worker } = nodeThreads()!;
    this.#worker = new Worker(program, { workerData: setup, ...workerArguments() });
    this.#worker.on("message", (reply: CountReply) => {
      const { resolve, reject } = this.#waiting.shift()!;
      if (reply.error === undefined) resolve(reply);
      else reject(asError(reply.error));
    });
    this.#worker.on("error", (error: Error) => this.#fail(error.message));
    this.#worker.on("exit", (code: number) => this.#fail(`exit code ${code}`));
  }

  get load(): number {
    return this.#waiting.length;
  }

  ask(request: CountRequest): Promise<CountReply> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request, []);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(why: string): void {
    this.#failure ??= new BpeError(
      "BPE_THREAD_FAILED",
      `a thread that counted words ended (${why}); train with fewer threads, or on fewer texts, if memory ran out.`,
    );
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

class CountingThreads implements Counting {
  bytes = 0;
  readonly #threads: readonly CountingThread[];
  readonly #running = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(split: string | RegExp, threads: number, program: URL) {
    this.#threads = Array.from({ length: threads }, () => new CountingThread({ split }, program));
  }

  async count(pieces: readonly string[]): Promise<void> {
    const least = this.#threads.reduce((best, thread) => (thread.load < best.load ? thread : best));
    const run = this.#run(least, pieces);
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
    while (this.#running.size >= AHEAD * this.#threads.length) await Promise.race(this.#running);
    this.#throwFailure();
  }

  async takeInto(words: WordCounts): Promise<void> {
    await Promise.all(this.#running);
    this.#throwFailure();
    const replies = await Promise.all(this.#threads.map((thread) => thread.ask("take")));
    for (const { table } of replies) words.addTable(table!);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  /** Never rejects: its failure is that of the next call. */
  async #run(thread: CountingThread, pieces: readonly string[]): Promise<void> {
    try {
      // Not in one line: others add to it while this one waits.
      const { bytes } = await thread.ask(pieces);
      this.bytes += bytes!;
    } catch (error) {
      this.#failure ??= { error };
    }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

function asError({ message, code, fields }: NonNullable<CountReply["error"]>): Error {
  return code === undefined ? new Error(message) : new BpeError(code as BpeErrorCode, message, fields);
}
