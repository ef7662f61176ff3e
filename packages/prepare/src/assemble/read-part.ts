/** Reads part files: what a unit was encoded to. Each 256 KiB is compared with its crc32. */
import { open, type FileHandle } from "node:fs/promises";
import { readFully } from "@windrow/core/node";
import { CRC_BLOCK_BYTES, crcOf } from "@windrow/shards";
import { PrepareError } from "../errors.ts";
import { unreadable } from "../files/unreadable.ts";
import { partPath } from "../job/job-folder.ts";
import { readMarker } from "../job/markers.ts";
import type { Job } from "../job/open-job.ts";
import { partTokenBytes, type PartEntry } from "../job/part-entry.ts";

/** Blocks of the checksums that are read at a time. */
const READ_BLOCKS = 4;
/** Ends of documents that are read at a time: a part may have hundreds of millions. */
const READ_ENDS = (READ_BLOCKS * CRC_BLOCK_BYTES) / 8;

/** A part file that is open; close it. */
export class OpenPart {
  readonly unit: number;
  readonly entry: PartEntry;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #tokenBytes: 2 | 4;
  /** In turn: one is read into while the caller has the other. Made when they are needed. */
  readonly #buffers: Buffer<ArrayBuffer>[] = [];
  #reads = 0;

  private constructor(unit: number, entry: PartEntry, path: string, file: FileHandle, tokenBytes: 2 | 4) {
    this.unit = unit;
    this.entry = entry;
    this.#path = path;
    this.#file = file;
    this.#tokenBytes = tokenBytes;
  }

  /** @throws PrepareError PREPARE_PART_CORRUPT */
  static async open(job: Job, unit: number, set: string): Promise<OpenPart> {
    const path = partPath(job.output, unit, set);
    const entry = (await readMarker(job, { stage: "encode", index: unit }))?.parts.find((part) => part.set === set);
    if (entry === undefined) throw corrupt(path, "has no completion marker");
    const file = await open(path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "ENOENT" ? corrupt(path, "is missing", error) : unreadable(path, error);
    });
    const { size } = await file.stat().catch(async (error: Error) => {
      await file.close().catch(() => {});
      throw unreadable(path, error);
    });
    if (size === entry.bytes)
      return new OpenPart(unit, entry, path, file, partTokenBytes(job.manifest.tokenizer.vocabSize));
    await file.close();
    throw corrupt(path, `has ${size} bytes instead of ${entry.bytes}`);
  }

  /** Ids from one place up to another, in pieces that are good until the next is asked for. */
  async *tokens(start: number, end: number): AsyncGenerator<Uint16Array | Int32Array> {
    const width = this.#tokenBytes;
    const step = (READ_BLOCKS * CRC_BLOCK_BYTES) / width;
    const stopBehind = (at: number): number => Math.min(end, (Math.floor(at / step) + 1) * step);
    let next = start < end ? this.#read(start * width, stopBehind(start) * width) : undefined;
    for (let at = start; next !== undefined;) {
      const bytes: Buffer<ArrayBuffer> = await next;
      const stop = stopBehind(at);
      // Read while the caller writes this piece; awaited in its turn, or never where the caller stops.
      next = stop < end ? this.#read(stop * width, stopBehind(stop) * width) : undefined;
      next?.catch(() => {});
      yield width === 2
        ? new Uint16Array(bytes.buffer, bytes.byteOffset, stop - at)
        : new Int32Array(bytes.buffer, bytes.byteOffset, stop - at);
      at = stop;
    }
  }

  /**
   * For each document from the one of number `first` up to that of number `behind` the number of the part's tokens
   * up to its end, in pieces that are good until the next is asked for.
   */
  async *ends(first: number = 0, behind: number = this.entry.documents): AsyncGenerator<Float64Array> {
    for (let at = first; at < behind; at += READ_ENDS) yield await this.#readEnds(at, Math.min(behind, at + READ_ENDS));
  }

  /** How many documents end at a number of tokens of the part or before it: a look at some of them, which rise. */
  async documentsUpTo(tokens: number): Promise<number> {
    let [low, high] = [0, this.entry.documents];
    if (tokens < 0) return low;
    if (tokens >= this.entry.tokens) return high;
    while (high - low > READ_ENDS) {
      const middle = Math.floor((low + high) / 2);
      const [end] = await this.#readEnds(middle, middle + 1);
      if (end! <= tokens) low = middle + 1;
      else high = middle;
    }
    for await (const ends of this.ends(low, high)) {
      for (const end of ends) {
        if (end > tokens) return low;
        low++;
      }
    }
    return low;
  }

  async #readEnds(first: number, behind: number): Promise<Float64Array> {
    const start = this.entry.tokens * this.#tokenBytes;
    const bytes = await this.#read(start + 8 * first, start + 8 * behind);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const ends = new Float64Array(behind - first);
    // Ends of a part are far below 2^53; numbers of its 64 bits would each be an object first.
    for (let i = 0; i < ends.length; i++)
      ends[i] = view.getUint32(8 * i, true) + 2 ** 32 * view.getUint32(8 * i + 4, true);
    return ends;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Reads whole blocks around the bytes, to compare them. */
  async #read(start: number, end: number): Promise<Buffer<ArrayBuffer>> {
    const from = start - (start % CRC_BLOCK_BYTES);
    const to = Math.min(this.entry.bytes, Math.ceil(end / CRC_BLOCK_BYTES) * CRC_BLOCK_BYTES);
    const bytes = this.#nextBuffer(Math.max(0, to - from));
    const bytesRead = await readFully(this.#file, bytes, from).catch((error: Error) => {
      throw unreadable(this.#path, error);
    });
    if (bytesRead < bytes.length) throw corrupt(this.#path, `ends at byte ${from + bytesRead}`);
    for (let at = from; at < to; at += CRC_BLOCK_BYTES) {
      const block = (at / CRC_BLOCK_BYTES) * 8;
      const found = crcOf(bytes.subarray(at - from, at - from + CRC_BLOCK_BYTES));
      if (found !== this.entry.crc32.slice(block, block + 8)) {
        throw corrupt(this.#path, `has changed on the disk: its crc32 from byte ${at} on differs from its marker's`);
      }
    }
    return bytes.subarray(start - from, end - from);
  }

  #nextBuffer(bytes: number): Buffer<ArrayBuffer> {
    const turn = this.#reads++ % 2;
    const kept = this.#buffers[turn];
    if (kept !== undefined && kept.length >= bytes) return kept.subarray(0, bytes);
    return (this.#buffers[turn] = Buffer.from(new ArrayBuffer(bytes)));
  }
}

/** The parts of some units, in order; the next one is opened meanwhile, and each is closed when it is done. */
export async function* openParts(job: Job, set: string, first: number, behind: number): AsyncGenerator<OpenPart> {
  const openUnit = (unit: number): Promise<OpenPart> | undefined => {
    const opening = unit < behind ? OpenPart.open(job, unit, set) : undefined;
    // Its failure is news in its turn.
    opening?.catch(() => {});
    return opening;
  };
  let next = openUnit(first);
  try {
    for (let unit = first; next !== undefined; unit++) {
      const part: OpenPart = await next;
      next = openUnit(unit + 1);
      try {
        yield part;
      } finally {
        await part.close();
      }
    }
  } finally {
    await (await next?.catch(() => undefined))?.close();
  }
}

function corrupt(path: string, what: string, cause?: unknown): PrepareError {
  return new PrepareError(
    "PREPARE_PART_CORRUPT",
    `${path} ${what}; remove it and the .json file of the same number next to it, and resume the job.`,
    { path, cause },
  );
}
