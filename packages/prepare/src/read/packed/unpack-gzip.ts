/**
 * Unpacks gzip: all members of a file, one after the other, each with its checksum verified. Zeros behind a
 * member are padding, as tapes and block devices leave it, and are skipped, as `gzip -dc` and Python do;
 * like Python, and unlike gzip, this goes on with members that follow. Anything else is an error.
 */
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { PrepareError } from "../../errors.ts";
import { corrupt } from "../input/read-errors.ts";

/** Bytes of an unpacked block. */
const UNPACKED_BYTES = 2 ** 18;

/** @throws PrepareError PREPARE_INPUT_CORRUPT */
export async function* unpackGzip(blocks: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  const packed = new PackedBytes(blocks);
  try {
    do {
      yield* unpackMembers(packed, path);
      await packed.skipZeros();
    } while (await packed.hasMore());
  } finally {
    await packed.close();
  }
}

/** Members without padding between them. */
async function* unpackMembers(packed: PackedBytes, path: string): AsyncGenerator<Buffer> {
  const before = packed.position;
  const gunzip = createGunzip({ chunkSize: UNPACKED_BYTES });
  const source = packed.take(() => before + gunzip.bytesWritten);
  pipeline(Readable.from(source, { highWaterMark: 1 }), gunzip, () => {});
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof PrepareError) throw error;
    const { message } = error as Error;
    const isMember = before + gunzip.bytesWritten > 0 && message === "incorrect header check";
    throw corrupt(
      path,
      isMember ? "something else follows the end of its gzip data" : `unpacking its gzip data failed with "${message}"`,
      error,
    );
  } finally {
    // A block may still be on its way: whoever reads on must come after it.
    await source.return(undefined);
  }
  packed.returnFrom(before + gunzip.bytesWritten);
}

/** The bytes of a file. Those that gunzip was given and did not use are taken back. */
class PackedBytes {
  readonly #blocks: AsyncIterator<Buffer>;
  /** Taken, but perhaps not used; the first begins at `#start`. */
  #given: Buffer[] = [];
  #start = 0;
  /** Taken back. */
  #rest: Buffer = Buffer.alloc(0);
  /** Position of the next byte in the file. */
  position = 0;

  constructor(blocks: AsyncIterable<Buffer>) {
    this.#blocks = blocks[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#blocks.next();
      if (next.done) return false;
      this.#rest = next.value;
    }
    return true;
  }

  async skipZeros(): Promise<void> {
    while (await this.hasMore()) {
      let zeros = 0;
      while (this.#rest[zeros] === 0) zeros++;
      this.#rest = this.#rest.subarray(zeros);
      this.position += zeros;
      if (this.#rest.length > 0) return;
    }
  }

  /** All that follows. @param used says up to where the bytes are used by now */
  async *take(used: () => number): AsyncGenerator<Buffer> {
    this.#start = this.position;
    this.#given = [];
    while (await this.hasMore()) {
      while (this.#given.length > 0 && this.#start + this.#given[0]!.length <= used())
        this.#start += this.#given.shift()!.length;
      const block = this.#rest;
      this.#rest = Buffer.alloc(0);
      this.position += block.length;
      this.#given.push(block);
      yield block;
    }
  }

  /** Takes back what was taken from that place of the file on. */
  returnFrom(position: number): void {
    this.#rest = Buffer.concat([...this.#given, this.#rest]).subarray(position - this.#start);
    this.#given = [];
    this.position = position;
  }

  async close(): Promise<void> {
    await this.#blocks.return?.();
  }
}
