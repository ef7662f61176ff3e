/**
 * Encodes lists of texts in worker threads and the calling one: whichever is free takes the next slice of the list.
 * Threads start with the first list that is long enough, stay ready for further ones, and end when none comes.
 */
import { type NodeThreads, nodeThreads, ThreadClient } from "@windrow/core";
import type { WholeTexts } from "../encode/whole-texts.ts";
import { BpeError } from "../errors.ts";
import type { SpecialTokens } from "../special/special-tokens.ts";
import { type EncodedBatch, type EncodedSlice, joinSlices, type Selection, SliceEncoder } from "./encoded-slice.ts";
import { type SentTokenizer, sendTokenizer, type TokenizerParts } from "./sent-tokenizer.ts";
import { sliceTexts, type TextSlice } from "./text-slices.ts";

export interface BatchRequest {
  readonly texts: readonly string[];
  /** The index of the first in the whole list. */
  readonly first: number;
  readonly selection: Selection;
}

/** Slices that a thread has waiting, so that it need not wait for them. */
const AHEAD = 2;
/** UTF-16 units for each thread that is started: the calling thread encodes fewer sooner than a thread starts. */
const MIN_UNITS_PER_THREAD = 2 ** 22;
/** Milliseconds after the last list until threads end. */
const IDLE_MS = 10_000;

/** Apart from the worker: bundlers for browsers would take the two for a web worker. */
const PROGRAM = new URL("./batch-worker.js", import.meta.url);

export class BatchThreads {
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

  /**
   * @param texts and `special`: what encodes in the calling thread
   * @param nextTurn resolves when the event loop has had its turn
   * @param program what the other threads run
   */
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

  /**
   * @param texts strings
   * @param threads how many encode, the calling one among them
   * @throws BpeError those of `encode` for the first text that has one; BPE_THREAD_FAILED
   */
  async encode(texts: readonly string[], threads: number, selection: Selection): Promise<EncodedBatch> {
    const list = new DealtList(texts, selection);
    clearTimeout(this.#idle);
    this.#running++;
    try {
      const others = Math.min(threads, list.slices, Math.ceil(list.cost / MIN_UNITS_PER_THREAD)) - 1;
      for (const thread of this.#started(others)) thread.onceReady((client) => list.encodeIn(client));
      await list.encodeHere(this.#encoder, this.#nextTurn);
      return joinSlices(await list.finish());
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
        // Threads are not permitted here, or there is no memory for one: whoever is there encodes all.
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

/** One list, of which each thread takes the next slice that nobody has. */
class DealtList {
  /** Of the work, see sliceTexts. */
  readonly cost: number;
  readonly #texts: readonly string[];
  readonly #selection: Selection;
  readonly #slices: readonly TextSlice[];
  readonly #encoded: EncodedSlice[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #next = 0;
  /** Of the slice of the lowest number that has failed. */
  #failure: { readonly slice: number; readonly error: unknown } | undefined;

  constructor(texts: readonly string[], selection: Selection) {
    this.#texts = texts;
    this.#selection = selection;
    const { slices, cost } = sliceTexts(texts);
    this.#slices = slices;
    this.cost = cost;
  }

  get slices(): number {
    return this.#slices.length;
  }

  /** Resolves when no slice is left to begin. */
  async encodeHere(encoder: SliceEncoder, nextTurn: () => Promise<void>): Promise<void> {
    const encode = async (texts: readonly string[], first: number): Promise<EncodedSlice> =>
      encoder.encode(texts, first, this.#selection);
    while (this.#begin(encode) && this.#next < this.#slices.length) await nextTurn();
  }

  encodeIn(thread: ThreadClient<BatchRequest>): void {
    for (let i = 0; i < AHEAD; i++) this.#askOnAndOn(thread);
  }

  /** All slices, in their order. @throws the first error */
  async finish(): Promise<readonly EncodedSlice[]> {
    await Promise.all(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#encoded;
  }

  #askOnAndOn(thread: ThreadClient<BatchRequest>): void {
    const asked = this.#begin((texts, first) => thread.ask<EncodedSlice>({ texts, first, selection: this.#selection }));
    void asked?.then(() => this.#askOnAndOn(thread));
  }

  /**
   * Begins the next slice. None where there is none left, or one has failed: all before that are under way.
   * @returns a promise that never rejects
   */
  #begin(encode: (texts: readonly string[], first: number) => Promise<EncodedSlice>): Promise<void> | undefined {
    if (this.#failure !== undefined || this.#next === this.#slices.length) return undefined;
    const number = this.#next++;
    const { start, end } = this.#slices[number]!;
    const run = async (): Promise<void> => {
      try {
        this.#encoded[number] = await encode(this.#texts.slice(start, end), start);
      } catch (error) {
        if (number < (this.#failure?.slice ?? Infinity)) this.#failure = { slice: number, error };
      }
    };
    const done = run();
    this.#underWay.add(done);
    void done.then(() => this.#underWay.delete(done));
    return done;
  }
}

function failed(why: string, cause: Error | undefined): BpeError {
  return new BpeError(
    "BPE_THREAD_FAILED",
    `A worker thread of encodeBatch ended early (${why}). If memory ran out, pass fewer threads or shorter lists.`,
    { cause },
  );
}
