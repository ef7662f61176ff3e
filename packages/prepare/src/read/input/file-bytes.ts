/** Bytes of an input from one place to another, in blocks, hashed as they are read. */
import type { FileHandle } from "node:fs/promises";
import { NotARegularFileError, openRegularFile, readFully } from "@windrow/core/node";
import { giveBuffer, takeBuffer } from "../../files/buffer-pool.ts";
import type { InputFile, Segment } from "./input-file.ts";
import { pathToOpen } from "./path-text.ts";
import { changed, notAFile, unreadable } from "./read-errors.ts";
import { type SegmentHash, segmentHasher } from "./segment-hash.ts";

/** Bytes of a block: four times as much was no faster, and took 10 to 30 MB more with two threads. */
export const BLOCK_BYTES: number = 2 ** 18;

export class FileBytes {
  readonly path: string;
  /** Size of the file when it was opened. */
  readonly size: number;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle, size: number) {
    this.path = path;
    this.#file = file;
    this.size = size;
  }

  /** @throws PrepareError PREPARE_INPUT_UNREADABLE */
  static async open(path: string): Promise<FileBytes> {
    let file: FileHandle | undefined;
    try {
      file = await openRegularFile(pathToOpen(path));
      return new FileBytes(path, file, (await file.stat()).size);
    } catch (error) {
      await file?.close();
      throw error instanceof NotARegularFileError
        ? notAFile(path, error.kind, error)
        : unreadable(path, error as Error);
    }
  }

  /**
   * Fills the bytes from a place in the file on.
   * @throws PrepareError PREPARE_INPUT_CHANGED where the file ends before
   */
  async readInto(bytes: Uint8Array, position: number): Promise<void> {
    const done = await readFully(this.#file, bytes, position).catch((error: Error) => {
      throw unreadable(this.path, error);
    });
    if (done < bytes.length)
      throw changed(this.path, `ends at byte ${position + done}, before ${position + bytes.length}`);
  }

  /** Bytes from one place to another, in blocks that are buffers of their own. */
  async *blocks(blockBytes: number, start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end; position += blockBytes) {
      const block = Buffer.allocUnsafeSlow(Math.min(blockBytes, end - position));
      await this.readInto(block, position);
      yield block;
    }
  }

  /**
   * Bytes from one place to another, in two buffers in turn: one is read while the other is worked on. A block
   * is good until the next is asked for, the last until the generator ends.
   */
  async *blocksAhead(blockBytes: number, start: number, end: number): AsyncGenerator<Buffer> {
    const buffers = [takeBuffer(blockBytes), takeBuffer(blockBytes)];
    const read = async (position: number): Promise<Buffer> => {
      const buffer = buffers[((position - start) / blockBytes) % 2]!;
      const block = Buffer.from(buffer, 0, Math.min(blockBytes, end - position));
      await this.readInto(block, position);
      return block;
    };
    let next = read(start);
    try {
      for (let position = start; position < end; position += blockBytes) {
        const block = await next;
        if (position + blockBytes < end) next = read(position + blockBytes);
        // Awaited in its turn.
        next.catch(() => {});
        yield block;
      }
    } finally {
      await next.catch(() => {});
      buffers.forEach(giveBuffer);
    }
  }

  /** The size that it has now. */
  async sizeNow(): Promise<number> {
    const { size } = await this.#file.stat().catch((error: Error) => {
      throw unreadable(this.path, error);
    });
    return size;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** How blocks are read. */
interface BlockOptions {
  readonly blockBytes: number;
  /** Whether blocks lie in two buffers in turn: then one is good until the next is asked for. */
  readonly isReused: boolean;
}

/** The bytes of a segment, each once; `check` says whether they are those that were planned. */
export class SegmentBytes {
  readonly file: FileBytes;
  readonly #input: InputFile;
  readonly #segment: Segment;
  readonly #hash: SegmentHash;
  #position: number;

  private constructor(input: InputFile, segment: Segment, file: FileBytes, hash: SegmentHash) {
    this.#input = input;
    this.#segment = segment;
    this.file = file;
    this.#hash = hash;
    this.#position = segment.start;
  }

  /** @throws PrepareError PREPARE_INPUT_UNREADABLE, PREPARE_INPUT_CHANGED where the file has another size */
  static async open(input: InputFile, segment: Segment): Promise<SegmentBytes> {
    const makeHash = await segmentHasher();
    const file = await FileBytes.open(input.path);
    if (file.size === input.bytes) return new SegmentBytes(input, segment, file, makeHash());
    await file.close();
    throw changed(input.path, `has ${file.size} bytes, not ${input.bytes}`);
  }

  async *blocks({ blockBytes, isReused }: BlockOptions): AsyncGenerator<Buffer> {
    const { end } = this.#segment;
    const blocks = isReused ? this.file.blocksAhead : this.file.blocks;
    for await (const block of blocks.call(this.file, blockBytes, this.#position, end)) {
      this.#hash.update(block);
      this.#position += block.length;
      yield block;
    }
  }

  /**
   * Reads what has not been read, and compares the hash.
   * @param also bytes that the hash goes on over
   * @throws PrepareError PREPARE_INPUT_CHANGED
   */
  async check(also?: Uint8Array): Promise<void> {
    const rest = this.blocks({ blockBytes: BLOCK_BYTES, isReused: true });
    while (!(await rest.next()).done);
    if (also !== undefined) this.#hash.update(also);
    if (this.#hash.digest() === this.#segment.xxh64) return;
    const { start, end } = this.#segment;
    throw changed(this.#input.path, `differs from byte ${start} to ${end}`);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
