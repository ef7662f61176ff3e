/**
 * Writes the part file of a unit and a set: the ids, little-endian, in two bytes each (four for a
 * vocabulary above 65,536), then for each document a uint64, the number of the part's tokens up to its end.
 */
import { checksumsInTurns, DurableFile, type FileChecksums, RunningChecksums } from "@windrow/dataset/shards";

/** Tokens that are gathered before they are written. */
const GATHERED = 2 ** 17;

/** Bytes of an id in a part file. */
export function partTokenBytes(vocabSize: number): 2 | 4 {
  return vocabSize <= 65_536 ? 2 : 4;
}

type Ids = Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

export class PartWriter {
  readonly #file: DurableFile;
  readonly #tokenBytes: 2 | 4;
  #ids: Ids;
  #gathered = 0;
  #flushed = 0;
  #ends: number[] = [];
  /** Writes one after the other. */
  #writing: Promise<void> = Promise.resolve();
  /** Undefined once something was taken back: then the file is read through at its end. */
  #sums: RunningChecksums | undefined = new RunningChecksums();

  private constructor(file: DurableFile, tokenBytes: 2 | 4) {
    this.#file = file;
    this.#tokenBytes = tokenBytes;
    this.#ids = makeIds(tokenBytes, 2 * GATHERED);
  }

  static async create(path: string, vocabSize: number): Promise<PartWriter> {
    return new PartWriter(await DurableFile.create(path), partTokenBytes(vocabSize));
  }

  /** Tokens written so far. */
  get tokens(): number {
    return this.#flushed + this.#gathered;
  }

  /** Documents ended so far. */
  get documents(): number {
    return this.#ends.length;
  }

  /** Appends ids, in memory: `flush` from time to time. */
  write(ids: Int32Array): void {
    const needed = this.#gathered + ids.length;
    if (needed > this.#ids.length) {
      const larger = makeIds(this.#tokenBytes, 2 * needed);
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

  /** Writes what is gathered where that is much. May be called again, and ids appended, before it is done. */
  async flush(least: number = GATHERED): Promise<void> {
    if (this.#gathered < least || this.#gathered === 0) return;
    const bytes = new Uint8Array(this.#ids.buffer, 0, this.#gathered * this.#tokenBytes);
    this.#ids = makeIds(this.#tokenBytes, 2 * GATHERED);
    this.#flushed += this.#gathered;
    this.#gathered = 0;
    await this.#append(bytes);
  }

  /** Completes the file, under its temporary name. */
  async finish(): Promise<FileChecksums> {
    await this.flush(0);
    await this.#append(new Uint8Array(BigUint64Array.from(this.#ends, BigInt).buffer));
    await this.#file.sync();
    return this.#sums?.finish() ?? checksumsInTurns(this.#file.temporaryPath);
  }

  async commit(): Promise<void> {
    await this.#file.commit();
  }

  async discard(): Promise<void> {
    await this.#file.discard();
  }

  async #append(bytes: Uint8Array): Promise<void> {
    this.#sums?.update(bytes);
    this.#writing = this.#writing.then(() => this.#file.append(bytes));
    await this.#writing;
  }
}

function makeIds(tokenBytes: 2 | 4, length: number): Ids {
  return tokenBytes === 2 ? new Uint16Array(length) : new Int32Array(length);
}
