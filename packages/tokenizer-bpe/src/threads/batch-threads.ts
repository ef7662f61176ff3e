/**
 * Encodes lists of texts in worker threads and the calling one: whichever is free takes the next slice of the list.
 * Threads start with the first list that is long enough, stay ready for further ones, and end when none comes.
 */
import { type NodeThreads, nodeThreads, ThreadClient } from "@windrow/core";
import type { WholeTexts } from "../encode/whole-texts.ts";
import { BpeError } from "../errors.ts";
import type { SpecialTokens } from "../special/special-tokens.ts";
import {
  type EncodedBatch,
  type EncodedSlice,
  joinSlices,
  type SelectedTokens,
  SliceEncoder,
} from "./encoded-slice.ts";
import { type SentTokenizer, sendTokenizer, type TokenizerParts } from "./sent-tokenizer.ts";
import { sliceTexts, type TextSlice } from "./text-slices.ts";

export interface BatchRequest {
  readonly texts: readonly string[];
  /** The index of the first in the whole list. */
  readonly first: number;
  readonly selection: SelectedTokens;
}

/** Slices that a thread has waiting, so that it need not wait for them. */
const AHEAD = 2;
/** A thread is started for each so many slices: encoding fewer takes the calling thread less time than a start. */
const MIN_SLICES_PER_THREAD = 8;
/** Milliseconds after the last list until threads end. */
const IDLE_MS = 10_000;

/** Apart from the worker: bundlers for browsers would take the two for a web worker. */
const PROGRAM = new URL("./batch-worker.js", import.meta.url);

export class BatchThreads {
  readonly #encoder: SliceEncoder;
  readonly #parts: TokenizerParts;
  readonly #program: URL;
  #sent: SentTokenizer | undefined;
  #threads: BatchThread[] = [];
  /** Lists that are being encoded. */
  #running = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param texts and `special`: what encodes in the calling thread
   * @param program what the others run
   */
  constructor(texts: WholeTexts, special: SpecialTokens, parts: TokenizerParts, program: URL = PROGRAM) {
    this.#encoder = new SliceEncoder(texts, special);
    this.#parts = parts;
    this.#program = program;
  }

  /**
   * @param texts strings
   * @param threads how many encode, the calling one among them
   * @throws BpeError those of `encode` for the first text that has one; BPE_THREAD_FAILED
   */
  async encode(texts: readonly string[], threads: number, selection: SelectedTokens): Promise<EncodedBatch> {
    const list = new DealtList(texts, selection);
    clearTimeout(this.#idle);
    this.#running++;
    try {
      const others = Math.min(threads - 1, Math.floor(list.slices / MIN_SLICES_PER_THREAD));
      for (const thread of this.#started(others)) thread.onceReady((client) => list.encodeIn(client));
      await list.encodeHere(this.#encoder);
      return joinSlices(await list.finish());
    } finally {
      this.#running--;
      if (this.#running === 0) this.#endLater();
    }
  }

  /** As many threads as are asked for, where there are any to be had. */
  #started(count: number): readonly BatchThread[] {
    this.#threads = this.#threads.filter(({ client }) => !client.hasFailed);
    const node = nodeThreads();
    // A bundler that takes small files into its bundle leaves behind what the program imports.
    if (node === undefined || this.#program.protocol === "data:") return [];
    while (this.#threads.length < count) {
      this.#sent ??= sendTokenizer(this.#parts);
      this.#threads.push(new BatchThread(node, this.#program, this.#sent));
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

  constructor(node: NodeThreads, program: URL, sent: SentTokenizer) {
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
    this.#ready.catch(() => {});
  }

  onceReady(use: (client: ThreadClient<BatchRequest>) => void): void {
    if (this.#isReady) use(this.client);
    else this.#ready.then(() => use(this.client)).catch(() => {});
  }
}

/** One list, of which each thread takes the next slice that nobody has. */
class DealtList {
  readonly #texts: readonly string[];
  readonly #selection: SelectedTokens;
  readonly #slices: readonly TextSlice[];
  readonly #encoded: EncodedSlice[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #next = 0;
  /** Of the slice of the lowest number that has failed. */
  #failure: { readonly slice: number; readonly error: unknown } | undefined;

  constructor(texts: readonly string[], selection: SelectedTokens) {
    this.#texts = texts;
    this.#selection = selection;
    this.#slices = sliceTexts(texts);
  }

  get slices(): number {
    return this.#slices.length;
  }

  /** Resolves when no slice is left to begin. */
  async encodeHere(encoder: SliceEncoder): Promise<void> {
    while (this.#begin(async (texts, first) => encoder.encode(texts, first, this.#selection))) await nextTurn();
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

/** Lets the event loop have its turn, in which answers come. */
function nextTurn(): Promise<void> {
  const { setImmediate: soon = setTimeout } = globalThis as { setImmediate?: (run: () => void) => void };
  return new Promise((resolve) => soon(resolve));
}

function failed(why: string, cause: Error | undefined): BpeError {
  return new BpeError(
    "BPE_THREAD_FAILED",
    `a thread that encoded a batch ended (${why}); use fewer threads, or shorter lists, if memory ran out.`,
    { cause },
  );
}
