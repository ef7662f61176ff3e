/**
 * The threads that count beside this one. They start while files are being found, as soon as there is more to count than
 * a thread costs, and load their tokenizers meanwhile.
 */
import { availableCores, nodeThreads, ThreadClient } from "@windrow/core";
import { CliError } from "../../errors/cli-error.ts";
import type { Special } from "../../options/special-option.ts";
import type { Outcome, SizedFile } from "./count-file.ts";
import type { TokenizersOptions } from "./load-tokenizers.ts";

/** What a thread is started with. */
export interface CountThreadSetup {
  readonly options: TokenizersOptions;
  readonly special: Special;
  /** Shared: by thread, how many bytes and tokens it has counted. */
  readonly read: Float64Array;
  readonly thread: number;
}

/** Loads the tokenizers, or counts these files. */
export type CountRequest = "load" | readonly SizedFile[];

interface CountThread {
  readonly client: ThreadClient<CountRequest>;
  /** Resolves when its work is done. */
  readonly worked: Promise<void>;
}

/** A thread takes about 100 ms of a core to start and to load a tokenizer, in which 2 MB are counted. */
const MIN_BYTES_PER_THREAD = 2 ** 21;
/** More than any machine has cores. */
const MAX_THREADS = 1024;
/** A thread has the next files when it is done with some. */
const BATCHES_PER_THREAD = 2;

export interface CountThreadsOptions {
  readonly options: TokenizersOptions;
  readonly special: Special;
  /** How many may count at a time, this one included; default one for each core. */
  readonly threads?: number | undefined;
}

/** Counts some files in a thread. */
export type Count = (some: readonly SizedFile[]) => Promise<Outcome[]>;

export class CountThreads {
  readonly #options: TokenizersOptions;
  readonly #special: Special;
  readonly #work: (count: Count) => Promise<void>;
  readonly #most: number;
  readonly #read: Float64Array;
  readonly #started: CountThread[] = [];
  #bytes = 0;

  /** @param work what each thread does, several times at once */
  constructor(
    { options, special, threads = availableCores() }: CountThreadsOptions,
    work: (count: Count) => Promise<void>,
  ) {
    this.#options = options;
    this.#special = special;
    this.#work = work;
    this.#most = Math.min(threads, MAX_THREADS);
    this.#read = new Float64Array(new SharedArrayBuffer(16 * this.#most));
  }

  /** Bytes and tokens that all have counted. */
  get sums(): readonly [bytes: number, tokens: number] {
    let [bytes, tokens] = [0, 0];
    for (let i = 0; i < this.#read.length; i += 2) {
      bytes += this.#read[i]!;
      tokens += this.#read[i + 1]!;
    }
    return [bytes, tokens];
  }

  /** What this thread has counted. */
  setOwn(bytes: number, tokens: number): void {
    this.#read[0] = bytes;
    this.#read[1] = tokens;
  }

  /** A file that will be there to count: starts another thread where there is enough for it. One file is for one thread. */
  expect(bytes: number): void {
    this.#bytes += Math.min(bytes, MIN_BYTES_PER_THREAD);
    const useful = Math.min(this.#most, Math.ceil(this.#bytes / MIN_BYTES_PER_THREAD));
    while (this.#started.length + 1 < useful) this.#started.push(this.#start(this.#started.length + 1));
  }

  /** Resolves when all work is done. @throws as the work; CliError where a thread ends */
  async done(): Promise<void> {
    await Promise.all(this.#started.map(({ worked }) => worked));
  }

  async end(): Promise<void> {
    await Promise.all(this.#started.map(({ client }) => client.end()));
  }

  #start(thread: number): CountThread {
    const { encoding, tokenizer, vocab, pattern } = this.#options;
    const options = { encoding, tokenizer, vocab, pattern };
    const workerData: CountThreadSetup = { options, special: this.#special, read: this.#read, thread };
    const client = new ThreadClient<CountRequest>(nodeThreads()!, {
      program: new URL("./count-worker.js", import.meta.url),
      workerData,
      place: "in a thread that counts",
      failed: (why, cause) =>
        new CliError(`a thread that counted ended (${why}). If memory ran out, use fewer threads: --threads 1`, {
          cause,
        }),
    });
    const worked = this.#workIn(client);
    // What fails is awaited when all files were found.
    worked.catch(() => {});
    return { client, worked };
  }

  async #workIn(client: ThreadClient<CountRequest>): Promise<void> {
    const isLoaded = await client.ask("load").then(
      () => true,
      () => false,
    );
    // One that can't load, as where nothing could be put into the hub's cache, is not needed: the others count all.
    if (!isLoaded) return;
    const count: Count = (some) => client.ask(some);
    await Promise.all(Array.from({ length: BATCHES_PER_THREAD }, () => this.#work(count)));
  }
}
