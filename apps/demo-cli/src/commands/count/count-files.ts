/** Counts files on all cores: this thread finds out their sizes, others count meanwhile, and then all count. */
import type { Counting } from "./count-stream.ts";
import { FileCounter, type Outcome, type SizedFile } from "./count-file.ts";
import { type Count, CountThreads, type CountThreadsOptions } from "./count-threads.ts";
import { FileQueue } from "./file-queue.ts";

const TICK_MS = 100;

export class FilesCount {
  readonly #queue = new FileQueue();
  readonly #threads: CountThreads;
  readonly #outcomes = new Map<number, Outcome>();

  constructor(options: CountThreadsOptions) {
    this.#threads = new CountThreads(options, (count) => this.#takeAll(count));
  }

  /** A file to count. @param index its place among the outcomes */
  add(index: number, file: SizedFile): void {
    this.#queue.add({ index, ...file });
    this.#threads.expect(file.bytes);
  }

  /**
   * Counts what is left, when all files were added.
   * @param onRead is given the bytes and tokens of all so far, ten times a second
   * @returns what came of each file
   * @throws CliError where a thread ends
   */
  async finish(
    counting: Counting,
    onRead: (bytes: number, tokens: number) => void,
  ): Promise<ReadonlyMap<number, Outcome>> {
    this.#queue.close();
    const threads = this.#threads;
    const own = new FileCounter(counting, (bytes, tokens) => {
      threads.setOwn(bytes, tokens);
      onRead(...threads.sums);
    });
    const countHere = async (some: readonly SizedFile[]): Promise<Outcome[]> => {
      // Other threads' answers, and signals, come between two batches.
      await new Promise((done) => setImmediate(done));
      return own.countAll(some);
    };
    const tick = setInterval(() => onRead(...threads.sums), TICK_MS);
    try {
      await Promise.all([this.#takeAll(countHere), threads.done()]);
    } finally {
      clearInterval(tick);
    }
    return this.#outcomes;
  }

  /** Ends the threads. */
  async end(): Promise<void> {
    await this.#threads.end();
  }

  async #takeAll(count: Count): Promise<void> {
    for (let batch = await this.#queue.take(); batch !== undefined; batch = await this.#queue.take()) {
      const found = await count(batch);
      for (const [i, { index }] of batch.entries()) this.#outcomes.set(index, found[i]!);
    }
  }
}
