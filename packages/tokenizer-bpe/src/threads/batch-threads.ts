/**
 * Encodes lists of texts in worker threads and the calling one: whichever is free takes the next slice of the list.
 * Threads start with the first list that is long enough, stay ready for further ones, and end when none comes.
 */
import { type NodeThreads, nodeThreads, ThreadClient } from "@windrow/core";
import type { WholeTexts } from "../encode/whole-texts.ts";
import { BpeError } from "../errors.ts";
import type { SpecialTokens } from "../special/special-tokens.ts";
import type { BatchEncoder, OpenBatchEncoder } from "./batch-encoder.ts";
import { type BatchRequest, DealtList } from "./dealt-list.ts";
import { type EncodedBatch, type Selection, SliceEncoder } from "./encoded-slice.ts";
import { type SentTokenizer, sendTokenizer, type TokenizerParts } from "./sent-tokenizer.ts";

/** UTF-16 units for each thread that is started: the calling thread encodes fewer sooner than a thread starts. */
const MIN_UNITS_PER_THREAD = 2 ** 22;
/** Milliseconds after the last list until threads end. */
const IDLE_MS = 10_000;

/** Apart from the worker: bundlers for browsers would take the two for a web worker. */
const PROGRAM = new URL("./batch-worker.js", import.meta.url);

export const openBatchEncoder: OpenBatchEncoder = (...parts) => new BatchThreads(...parts);

export class BatchThreads implements BatchEncoder {
  readonly #encoder: SliceEncoder;
  readonly #parts: TokenizerParts;
  readonly #nextTurn: () => Promise<void>;
  readonly #program: URL;
  #sent: SentTokenizer | undefined;
  #threads: BatchThread[] = [];
  /** Whether one has failed before it was ready, as where the program is not there: then none is tried again. */
  #cannotStart = false;
  /** Lists that are being encoded. */
  #running = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** @param program what the other threads run */
  constructor(
    texts: WholeTexts,
    special: SpecialTokens,
    parts: TokenizerParts,
    nextTurn: () => Promise<void>,
    program: URL = PROGRAM,
  ) {
    this.#nextTurn = nextTurn;
    this.#encoder = new SliceEncoder(texts, special);
    this.#parts = parts;
    this.#program = program;
  }

  async encode(texts: readonly string[], threads: number, selection: Selection): Promise<EncodedBatch> {
    const list = new DealtList(texts, selection);
    clearTimeout(this.#idle);
    this.#running++;
    try {
      // Without texts there is not even the calling thread's share.
      const most = Math.min(threads, list.slices, Math.ceil(list.cost / MIN_UNITS_PER_THREAD));
      const others = Math.max(0, most - 1);
      for (const thread of this.#started(others)) thread.onceReady((client) => list.encodeIn(client));
      await list.encodeHere(this.#encoder, this.#nextTurn);
      return await list.finish();
    } finally {
      this.#running--;
      if (this.#running === 0) this.#endLater();
    }
  }

  /** As many threads as are asked for, or as are to be had. */
  #started(count: number): readonly BatchThread[] {
    this.#threads = this.#threads.filter(({ client }) => !client.hasFailed);
    const node = nodeThreads();
    // A bundler that takes small files into its bundle leaves behind what the program imports.
    if (node === undefined || this.#program.protocol === "data:") return [];
    while (this.#threads.length < count && !this.#cannotStart) {
      this.#sent ??= sendTokenizer(this.#parts);
      try {
        this.#threads.push(new BatchThread(node, this.#program, this.#sent, () => (this.#cannotStart = true)));
      } catch {
        // Threads are not permitted here, or there is no memory for one: those that are there encode all.
        this.#cannotStart = true;
      }
    }
    return this.#threads.slice(0, count);
  }

  /** Ends all threads; the next list starts others. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await Promise.all(this.#threads.splice(0).map(({ client }) => client.end()));
  }

  #endLater(): void {
    this.#idle = setTimeout(() => void this.close(), IDLE_MS);
    // Not for these does a program stay.
    (this.#idle as { unref?(): void }).unref?.();
  }
}

/** A thread, which is of use once its program has run: what is waiting then need not wait for it. */
class BatchThread {
  readonly client: ThreadClient<BatchRequest>;
  readonly #ready: Promise<void>;
  #isReady = false;

  /** @param onNoStart called where its program fails before it is ready */
  constructor(node: NodeThreads, program: URL, sent: SentTokenizer, onNoStart: () => void) {
    this.client = new ThreadClient(node, {
      program,
      workerData: sent,
      place: "in a thread that encodes a batch",
      failed,
    });
    this.#ready = this.client.ask({ texts: [], first: 0, selection: { allowed: [], disallowed: [] } }).then(() => {
      this.#isReady = true;
    });
    // One that can't start is not missed.
    this.#ready.catch(onNoStart);
  }

  onceReady(use: (client: ThreadClient<BatchRequest>) => void): void {
    if (this.#isReady) use(this.client);
    else this.#ready.then(() => use(this.client)).catch(() => {});
  }
}

function failed(why: string, cause: Error | undefined): BpeError {
  return new BpeError(
    "BPE_THREAD_FAILED",
    `A worker thread of encodeBatch ended early (${why}). If memory ran out, pass fewer threads or shorter lists.`,
    { cause },
  );
}
