/**
 * A list that may have millions of entries, of which one is wanted: a file with a JSON object a line, and
 * beside it an index with the place of each line as a little-endian uint64, and of the end.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { DurableFile } from "@windrow/dataset/shards";
import type { PrepareError } from "../errors.ts";
import { invalidJob, type RecordsEntry } from "./job-manifest.ts";
import { type FieldChecks, parseSaved } from "./saved-json.ts";

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
    return new RecordWriter(await DurableFile.create(path), await DurableFile.create(`${path}.index`));
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
    await this.#lines.discard();
    await this.#index.discard();
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

  /** @param checks of each record @throws PrepareError PREPARE_JOB_INVALID */
  static async open<T>(path: string, { count }: RecordsEntry, checks: FieldChecks): Promise<RecordFile<T>> {
    let lines: FileHandle | undefined;
    try {
      lines = await open(path);
      const index = await open(`${path}.index`);
      const { size } = await index.stat();
      const { size: bytes } = await lines.stat();
      if (size === 8 * (count + 1)) return new RecordFile<T>(path, count, bytes, checks, [lines, index]);
      await index.close();
      throw invalidJob(`${path}.index`, `has ${size} bytes and not the ${8 * (count + 1)} of ${count} records`);
    } catch (error) {
      await lines?.close();
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      throw invalidJob(path, `could not be read (${(error as Error).message})`);
    }
  }

  /** @param index from 0 to count - 1 */
  async read(index: number): Promise<T> {
    if (!(index >= 0 && index < this.#count))
      throw invalidJob(this.#path, `has ${this.#count} records and none of number ${index}`);
    const places = Buffer.alloc(16);
    await this.#index.read(places, 0, 16, 8 * index);
    const [start, end] = [Number(places.readBigUInt64LE(0)), Number(places.readBigUInt64LE(8))];
    const refuse = (what: string): PrepareError => invalidJob(`${this.#path}, record ${index}`, what);
    if (!(start < end && end <= this.#bytes))
      throw refuse(`would be the bytes ${start} to ${end} of ${this.#bytes}, as its index says`);
    const line = Buffer.alloc(end - start);
    const { bytesRead } = await this.#lines.read(line, 0, line.length, start);
    return parseSaved<T>(line.toString("utf8", 0, bytesRead), this.#checks, refuse);
  }

  async close(): Promise<void> {
    await this.#lines.close();
    await this.#index.close();
  }
}

/** sha256 that the index of a list has, by the list itself. @param path of the list */
export async function hashOfIndex(path: string): Promise<string> {
  const hash = createHash("sha256").update(new Uint8Array(8));
  let before = 0;
  for await (const block of createReadStream(path) as AsyncIterable<Buffer>) {
    const places: bigint[] = [];
    for (let end = block.indexOf(0x0a) + 1; end > 0; end = block.indexOf(0x0a, end) + 1)
      places.push(BigInt(before + end));
    hash.update(new Uint8Array(BigUint64Array.from(places).buffer));
    before += block.length;
  }
  return hash.digest("hex");
}

/** All records, in memory that grows with one piece of the file only. */
export async function* readRecords<T>(path: string, checks: FieldChecks): AsyncGenerator<T> {
  const file = await open(path).catch((error: Error) => {
    throw invalidJob(path, `could not be read (${error.message})`);
  });
  try {
    for await (const line of file.readLines()) yield parseSaved<T>(line, checks, (what) => invalidJob(path, what));
  } finally {
    await file.close();
  }
}
