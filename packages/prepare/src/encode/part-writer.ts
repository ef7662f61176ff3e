/**
 * Writes the part file of a unit and a set: the ids, little-endian, in two bytes each (four for a
 * vocabulary above 65,536), then for each document a uint64, the number of the part's tokens up to its end.
 */
import type { DurableFile } from "@windrow/core/node";
import { checksumsInTurns, type FileChecksums, RunningChecksums } from "@windrow/shards";
import { giveBuffer, takeBuffer } from "../files/buffer-pool.ts";
import { createFile } from "../files/durable.ts";
import { partTokenBytes } from "../job/part-entry.ts";
import { PartEnds } from "./part-ends.ts";

/** Tokens that are gathered before they are written. */
const GATHERED = 2 ** 17;
/** Size of each of two buffers: room for as many again, of 256 KiB of text at a time, in four bytes each. */
const BUFFER_BYTES = 2 * GATHERED * 4;

type Ids = Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

export class PartWriter {
  readonly #file: DurableFile;
  readonly #tokenBytes: 2 | 4;
  /** Two: one is written to the disk while the other is filled. Fresh memory would cost more than that. */
  #ids: Ids;
  #spare: Ids;
  #gathered = 0;
  #flushed = 0;
  readonly #ends: PartEnds;
  #writing: Promise<void> = Promise.resolve();
  /** Undefined once something was taken back: then the file is read through at its end. */
  #sums: RunningChecksums | undefined = new RunningChecksums();

  private constructor(file: DurableFile, tokenBytes: 2 | 4) {
    this.#file = file;
    this.#ends = new PartEnds(file.path);
    this.#tokenBytes = tokenBytes;
    this.#ids = idsIn(takeBuffer(BUFFER_BYTES), tokenBytes);
    this.#spare = idsIn(takeBuffer(BUFFER_BYTES), tokenBytes);
  }

  static async create(path: string, vocabSize: number): Promise<PartWriter> {
    return new PartWriter(await createFile(path), partTokenBytes(vocabSize));
  }

  /** Tokens written so far. */
  get tokens(): number {
    return this.#flushed + this.#gathered;
  }

  /** Documents ended so far. */
  get documents(): number {
    return this.#ends.count;
  }

  /** Appends ids, in memory: `flush` from time to time, and wait for it. */
  write(ids: Int32Array): void {
    const needed = this.#gathered + ids.length;
    if (needed > this.#ids.length) {
      const larger = idsIn(new ArrayBuffer(2 * needed * this.#tokenBytes), this.#tokenBytes);
      larger.set(this.#ids.subarray(0, this.#gathered));
      this.#ids = larger;
    }
    this.#ids.set(ids, this.#gathered);
    this.#gathered = needed;
  }

  writeOne(id: number): void {
    if (this.#gathered === this.#ids.length) this.write(Int32Array.of(id));
    else this.#ids[this.#gathered++] = id;
  }

  endDocument(): void {
    this.#ends.push(this.tokens);
  }

  /** Takes back the tokens from there on: of a document that turned out to be none. */
  async takeBackTo(tokens: number): Promise<void> {
    if (tokens >= this.#flushed) {
      this.#gathered = tokens - this.#flushed;
      return;
    }
    this.#sums = undefined;
    await this.#writing;
    await this.#file.truncate(tokens * this.#tokenBytes);
    [this.#flushed, this.#gathered] = [tokens, 0];
  }

  /**
   * Begins to write what is gathered where that is much. Nothing may be appended before the promise is kept,
   * which is when what was begun before is written.
   */
  async flush(least: number = GATHERED): Promise<void> {
    await this.#ends.spill();
    if (this.#gathered < least || this.#gathered === 0) return;
    const bytes = new Uint8Array(this.#ids.buffer, 0, this.#gathered * this.#tokenBytes);
    [this.#ids, this.#spare] = [this.#spare, this.#ids];
    this.#flushed += this.#gathered;
    this.#gathered = 0;
    await this.#append(bytes);
  }

  /** Completes the file, under its temporary name. */
  async finish(): Promise<FileChecksums> {
    await this.flush(0);
    for await (const bytes of this.#ends.bytes()) {
      await this.#append(bytes);
      await this.#writing;
    }
    await this.#ends.close();
    await this.#file.sync();
    return this.#sums?.finish() ?? checksumsInTurns(this.#file.temporaryPath);
  }

  async commit(): Promise<void> {
    await this.#file.commit();
    this.#giveBuffers();
  }

  /** Removes the file; of one that is committed, nothing. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#ends.close().catch(() => {});
    await this.#file.discard();
    this.#giveBuffers();
  }

  #giveBuffers(): void {
    for (const { buffer } of [this.#ids, this.#spare]) if (buffer.byteLength === BUFFER_BYTES) giveBuffer(buffer);
    this.#ids = this.#spare = idsIn(new ArrayBuffer(0), this.#tokenBytes);
  }

  async #append(bytes: Uint8Array): Promise<void> {
    const before = this.#writing;
    this.#writing = before.then(() => this.#file.append(bytes));
    // Its failure is that of the next.
    this.#writing.catch(() => {});
    this.#sums?.update(bytes);
    await before;
  }
}

function idsIn(buffer: ArrayBuffer, tokenBytes: 2 | 4): Ids {
  return tokenBytes === 2 ? new Uint16Array(buffer) : new Int32Array(buffer);
}
