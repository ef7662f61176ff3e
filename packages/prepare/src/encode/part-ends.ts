/**
 * Where the documents of a part end, until they are written behind its tokens: the last of them in memory, those
 * before in a file beside the part. A packed file is one unit, and may have a document for each of its bytes.
 */
import { open } from "node:fs/promises";
import { type DurableFile, readFully } from "@windrow/core/node";
import { crcOf } from "@windrow/shards";
import { createFile } from "../files/durable.ts";
import { unreadable } from "../files/unreadable.ts";

/** Ends that are held before they go to the file: 1 MiB. Most units have fewer, and make no file. */
const HELD: number = 2 ** 17;
const END_BYTES = 8;

/** A run of ends in the file. */
interface Written {
  readonly bytes: number;
  readonly crc32: string;
}

export class PartEnds {
  readonly #path: string;
  readonly #most: number;
  /** Two halves for each end: a number of 64 bits would be an object first. */
  #halves = new Uint32Array(2 ** 9);
  #held = 0;
  #count = 0;
  #file: DurableFile | undefined;
  readonly #written: Written[] = [];

  /**
   * @param path of the part; the file has a name of its own beside it
   * @param most ends that `spill` leaves in memory
   */
  constructor(path: string, most: number = HELD) {
    this.#path = path;
    this.#most = most;
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Bytes of memory that it takes. */
  get heldBytes(): number {
    return this.#halves.byteLength;
  }

  /** Takes one, in memory: `spill` from time to time, and wait for it. */
  push(tokens: number): void {
    const at = 2 * this.#held;
    if (at === this.#halves.length) {
      const larger = new Uint32Array(2 * at);
      larger.set(this.#halves);
      this.#halves = larger;
    }
    this.#halves[at] = tokens % 2 ** 32;
    this.#halves[at + 1] = tokens / 2 ** 32;
    this.#held++;
    this.#count++;
  }

  /** Writes to the file what is held, where that is much. @throws PrepareError PREPARE_OUTPUT_UNWRITABLE */
  async spill(): Promise<void> {
    if (this.#held < this.#most) return;
    this.#file ??= await createFile(`${this.#path}.ends`);
    const bytes = this.#heldAsBytes();
    await this.#file.append(bytes);
    this.#written.push({ bytes: bytes.length, crc32: crcOf(bytes) });
    this.#held = 0;
  }

  /**
   * All of them in order, eight bytes each, in pieces that are good until the next is asked for.
   * @throws PrepareError PREPARE_OUTPUT_UNREADABLE
   */
  async *bytes(): AsyncGenerator<Uint8Array> {
    if (this.#file !== undefined) yield* this.#read(this.#file.temporaryPath);
    yield this.#heldAsBytes();
  }

  /** Removes the file. */
  async close(): Promise<void> {
    await this.#file?.discard();
  }

  async *#read(path: string): AsyncGenerator<Uint8Array> {
    const fail = (error: Error): never => {
      throw unreadable(path, error);
    };
    const file = await open(path).catch(fail);
    try {
      const buffer = new Uint8Array(this.#written.reduce((most, { bytes }) => Math.max(most, bytes), 0));
      let position = 0;
      for (const { bytes, crc32 } of this.#written) {
        const piece = buffer.subarray(0, bytes);
        const bytesRead = await readFully(file, piece, position).catch(fail);
        if (bytesRead < bytes || crcOf(piece) !== crc32) fail(new Error("its bytes are not those that were written"));
        position += bytes;
        yield piece;
      }
    } finally {
      await file.close();
    }
  }

  #heldAsBytes(): Uint8Array {
    return new Uint8Array(this.#halves.buffer, 0, this.#held * END_BYTES);
  }
}
