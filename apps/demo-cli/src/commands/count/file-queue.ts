/** Files on their way from where they are found to the threads that count them, several at a time, the largest first. */
import type { SizedFile } from "./count-file.ts";

/** A file and its place in the list of all. */
export interface QueuedFile extends SizedFile {
  readonly index: number;
}

/** As many files go to a thread at a time, or fewer that have this many bytes: about 10 ms of work. */
const MAX_BATCH_FILES = 64;
const MAX_BATCH_BYTES = 2 ** 18;

/** What a thread is given at a time. */
export type Batch = readonly QueuedFile[];

export class FileQueue {
  /** Files that fill a batch, the largest last. */
  readonly #large: QueuedFile[] = [];
  readonly #small: Batch[] = [];
  readonly #waiting: ((batch: Batch | undefined) => void)[] = [];
  #open: QueuedFile[] = [];
  #openBytes = 0;
  #isClosed = false;

  add(file: QueuedFile): void {
    if (file.bytes >= MAX_BATCH_BYTES) {
      const at = this.#large.findIndex(({ bytes }) => bytes > file.bytes);
      this.#large.splice(at === -1 ? this.#large.length : at, 0, file);
      this.#serve();
      return;
    }
    this.#open.push(file);
    this.#openBytes += file.bytes;
    if (this.#open.length === MAX_BATCH_FILES || this.#openBytes >= MAX_BATCH_BYTES) this.#endBatch();
  }

  /** No file follows. */
  close(): void {
    this.#isClosed = true;
    this.#endBatch();
  }

  /** The next files, as soon as there are some; undefined where none follow. */
  take(): Promise<Batch | undefined> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#serve();
    });
  }

  #endBatch(): void {
    if (this.#open.length > 0) this.#small.push(this.#open);
    this.#open = [];
    this.#openBytes = 0;
    this.#serve();
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const large = this.#large.pop();
      const batch = large === undefined ? this.#small.shift() : [large];
      if (batch === undefined && !this.#isClosed) return;
      this.#waiting.shift()!(batch);
    }
  }
}
