/**
 * A list that may have millions of entries, of which one is wanted: a file with a JSON object a line, and
 * beside it an index with the place of each line as a little-endian uint64, and of the end.
 */
import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { type DurableFile, readFully } from "@windrow/core/node";
import { closeOnFailure } from "../files/close-on-failure.ts";
import { createFile } from "../files/durable.ts";
import { invalidJob } from "../files/invalid-job.ts";
import { type FieldChecks, parseSaved, type Refuse } from "../files/saved-json.ts";
import { unreadable } from "../files/unreadable.ts";
import { checkList, indexPath } from "./check-list.ts";
import type { RecordsEntry } from "./job-manifest.ts";

/** Lines are gathered to so many characters before they are written. */
const GATHERED = 2 ** 20;

/** Writes a list, record by record. */
export class RecordWriter {
  readonly #lines: DurableFile;
  readonly #index: DurableFile;
  readonly #hash = createHash("sha256");
  #text = "";
  #places: bigint[] = [0n];
  #bytes = 0;
  #count = 0;

  private constructor(lines: DurableFile, index: DurableFile) {
    this.#lines = lines;
    this.#index = index;
  }

  static async create(path: string): Promise<RecordWriter> {
    return closeOnFailure(async (opened) => {
      const lines = await createFile(path);
      opened(() => lines.discard());
      return new RecordWriter(lines, await createFile(indexPath(path)));
    });
  }

  /** Records written so far. */
  get count(): number {
    return this.#count;
  }

  async write(record: object): Promise<void> {
    const line = `${JSON.stringify(record)}\n`;
    this.#text += line;
    this.#bytes += Buffer.byteLength(line);
    this.#places.push(BigInt(this.#bytes));
    this.#count++;
    if (this.#text.length > GATHERED) await this.#flush();
  }

  async close(): Promise<RecordsEntry> {
    await this.#flush();
    await this.#lines.commit();
    await this.#index.commit();
    return { count: this.#count, sha256: this.#hash.digest("hex") };
  }

  async discard(): Promise<void> {
    await Promise.all([this.#lines.discard(), this.#index.discard()]);
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#text);
    const places = new Uint8Array(BigUint64Array.from(this.#places).buffer);
    [this.#text, this.#places] = ["", []];
    this.#hash.update(bytes);
    await this.#lines.append(bytes);
    await this.#index.append(places);
  }
}

/** Reads single records, in constant memory. */
export class RecordFile<T> {
  readonly #path: string;
  readonly #count: number;
  readonly #bytes: number;
  readonly #checks: FieldChecks;
  readonly #lines: FileHandle;
  readonly #index: FileHandle;

  private constructor(
    path: string,
    count: number,
    bytes: number,
    checks: FieldChecks,
    files: [FileHandle, FileHandle],
  ) {
    this.#path = path;
    this.#count = count;
    this.#bytes = bytes;
    this.#checks = checks;
    [this.#lines, this.#index] = files;
  }

  /**
   * Opens a list that is what was planned, by its sha256: it is read through once.
   * @param checks of each record
   * @throws PrepareError PREPARE_JOB_INVALID
   */
  static async open<T>(path: string, entry: RecordsEntry, checks: FieldChecks): Promise<RecordFile<T>> {
    await checkList(path, entry);
    return closeOnFailure(async (opened) => {
      const lines = await openFile(path);
      opened(() => lines.close());
      const index = await openFile(indexPath(path));
      opened(() => index.close());
      const { size: bytes } = await lines.stat().catch((error: Error) => {
        throw unreadable(path, error);
      });
      return new RecordFile<T>(path, entry.count, bytes, checks, [lines, index]);
    });
  }

  /** @param index from 0 to count - 1 */
  async read(index: number): Promise<T> {
    if (!(index >= 0 && index < this.#count))
      throw invalidJob(this.#path, `has ${this.#count} records, but no record ${index}`);
    const places = Buffer.alloc(16);
    await readAll(this.#index, places, 8 * index, indexPath(this.#path));
    const [start, end] = [Number(places.readBigUInt64LE(0)), Number(places.readBigUInt64LE(8))];
    const refuse: Refuse = (what, cause) => invalidJob(`${this.#path}, record ${index}`, what, cause);
    if (!(start < end && end <= this.#bytes))
      throw refuse(`is at bytes ${start} to ${end} of ${this.#bytes}, according to its index`);
    const line = Buffer.alloc(end - start);
    await readAll(this.#lines, line, start, this.#path);
    return parseSaved<T>(line.toString("utf8"), this.#checks, refuse);
  }

  /** Closing files that were only read can lose nothing; its error would hide the one that ended the run. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#lines.close(), this.#index.close()]);
  }
}

/** All records, in memory that grows with one piece of the file only. @throws PrepareError PREPARE_JOB_INVALID */
export async function* readRecords<T>(path: string, entry: RecordsEntry, checks: FieldChecks): AsyncGenerator<T> {
  await checkList(path, entry);
  const file = await openFile(path);
  try {
    for await (const line of file.readLines())
      yield parseSaved<T>(line, checks, (what, cause) => invalidJob(path, what, cause));
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  return open(path).catch((error: Error) => {
    throw unreadable(path, error);
  });
}

async function readAll(file: FileHandle, bytes: Buffer, position: number, path: string): Promise<void> {
  const read = await readFully(file, bytes, position).catch((error: Error) => {
    throw unreadable(path, error);
  });
  if (read < bytes.length) throw invalidJob(path, `ends at byte ${position + read}`);
}
