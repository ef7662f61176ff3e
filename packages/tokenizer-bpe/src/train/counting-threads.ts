/** Counts the words of texts, in worker threads or here; what is counted is the same. */
import { availableCores, nodeThreads, ThreadClient } from "@windrow/core";
import { BpeError } from "../errors.ts";
import { PieceCounter } from "./piece-counter.ts";
import type { WordCounts, WordTable } from "./word-counts.ts";

/** What a thread is started with. */
export interface CountSetup {
  readonly split: string | RegExp;
}

/** Pieces of texts to count, answered with their UTF-8 bytes; or the wish for the table of all that was counted so far. */
export type CountRequest = readonly string[] | "take";

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
  const most = threads ?? availableCores();
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

/** Deals pieces to threads, each to the one that has the fewest waiting. */
export class CountingThreads implements Counting {
  bytes = 0;
  readonly #threads: readonly ThreadClient<CountRequest>[];
  readonly #running = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(split: string | RegExp, threads: number, program: URL) {
    const workerData: CountSetup = { split };
    const place = "in a thread that counts words";
    const start = (): ThreadClient<CountRequest> =>
      new ThreadClient(nodeThreads()!, { program, workerData, place, failed });
    this.#threads = Array.from({ length: threads }, start);
  }

  async count(pieces: readonly string[]): Promise<void> {
    const least = this.#threads.reduce((best, thread) => (thread.pending < best.pending ? thread : best));
    const run = this.#run(least, pieces);
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
    while (this.#running.size >= AHEAD * this.#threads.length) await Promise.race(this.#running);
    this.#throwFailure();
  }

  async takeInto(words: WordCounts): Promise<void> {
    await Promise.all(this.#running);
    this.#throwFailure();
    const tables = await Promise.all(this.#threads.map((thread) => thread.ask<WordTable>("take")));
    for (const table of tables) words.addTable(table);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }

  /** Never rejects: its failure is that of the next call. */
  async #run(thread: ThreadClient<CountRequest>, pieces: readonly string[]): Promise<void> {
    try {
      // Not in one line: others add to it while this one waits.
      const bytes = await thread.ask<number>(pieces);
      this.bytes += bytes;
    } catch (error) {
      this.#failure ??= { error };
    }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

function failed(why: string, cause: Error | undefined): BpeError {
  return new BpeError(
    "BPE_THREAD_FAILED",
    `a thread that counted words ended (${why}); if memory ran out, train with fewer threads or on fewer texts.`,
    { cause },
  );
}
