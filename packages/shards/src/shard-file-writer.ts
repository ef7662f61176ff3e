/**
 * Writes one shard: a file of tokens, and beside it a file that says where documents end. What is
 * written depends on the ids and the options alone, not on how they were cut into calls.
 */
import { checkOptions, invalidOption } from "@windrow/core";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DurableFile, removeFile, writeDurably } from "@windrow/core/node";
import { fail } from "./options.ts";
import { requireLittleEndian } from "./byte-order.ts";
import { checkIdArray, checkIds } from "./check-ids.ts";
import { checkFolderName, requireMaking } from "./made-by.ts";
import { checksumsInTurns, RunningChecksums } from "./checksums.ts";
import type { ShardDtype } from "./dtypes.ts";
import { checkFormat, checkVocabSize, dtypeFor, FORMATS, type ShardFormat } from "./formats.ts";
import { GrowingArray } from "./growing-array.ts";
import type { DocumentsEntry, ShardEntry } from "./manifest.ts";
import { megatronIndex } from "./megatron.ts";
import { SerialTasks } from "./serial-tasks.ts";
import { closed, unwritable } from "./shard-errors.ts";
import { encodeUint64s } from "./uint64.ts";

/** Tokens that are gathered before they are written: 128 or 256 KiB. */
const BUFFER_TOKENS = 2 ** 16;
/** Bytes that are brought to the disk while others are written: all at the end would be waited for. */
const SYNC_BYTES = 2 ** 25;

/** Options of a ShardFileWriter. */
export interface ShardFileOptions {
  readonly format: ShardFormat;
  /** Every id is below it, and it decides the width; 1 to 2^31. */
  readonly vocabSize: number;
  /** Name of the files, without their endings: letters, digits, ".", "_" and "-". */
  readonly name: string;
  /** Whether all ids are known to be in range, as those of a file with checksums are; then `write` checks none. Default false. */
  readonly areIdsChecked?: boolean | undefined;
}

/**
 * One shard of a set, for programs that make the shards of a set one by one, in any order or in
 * several processes, and then its manifest with `writeManifest`. For a set in one go there is TokenShardWriter.
 *
 * @example
 * const shard = await ShardFileWriter.create("data", { format: "bin", vocabSize: 50257, name: "part_000003" });
 * await shard.write(Int32Array.of(464, 27678));
 * await shard.endDocument();
 * const entry = await shard.close(); // { file: "part_000003.bin", tokens: 2, bytes: 4, sha256: "...", ... }
 */
export class ShardFileWriter {
  readonly #directory: string;
  readonly #options: ShardFileOptions;
  readonly #dtype: ShardDtype;
  readonly #file: DurableFile;
  /** Two: one is written to the disk while the other is filled. */
  #buffer: Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  #spare: Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  #writing: Promise<void> = Promise.resolve();
  #unsynced = 0;
  #syncing: Promise<unknown> = Promise.resolve();
  readonly #tasks = new SerialTasks();
  readonly #ends = new GrowingArray();
  /** Checksums of what was written; undefined if the beginning is written last: then the file is read through. */
  readonly #sums: RunningChecksums | undefined;
  #buffered = 0;
  #tokens = 0;
  #isClosed = false;
  #isWritten = false;
  /** The file of documents, from when it is begun to be written. */
  #documentsPath: string | undefined;

  private constructor(directory: string, options: ShardFileOptions, file: DurableFile) {
    requireMaking(file instanceof DurableFile, "ShardFileWriter", "ShardFileWriter.create(directory, options)");
    this.#directory = directory;
    this.#options = options;
    this.#dtype = dtypeFor(options.format, options.vocabSize);
    this.#file = file;
    this.#sums = FORMATS[options.format].header(this.#dtype, 0).length === 0 ? new RunningChecksums() : undefined;
    // Ids are below 2^31, so that int32 and uint32 are the same bytes.
    const makeBuffer = (): Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer> =>
      this.#dtype === "uint16" ? new Uint16Array(BUFFER_TOKENS) : new Int32Array(BUFFER_TOKENS);
    [this.#buffer, this.#spare] = [makeBuffer(), makeBuffer()];
  }

  /**
   * Begins a shard in a folder that is there. A shard of the same name is replaced when this one is closed.
   * @throws ShardsError DATASET_INVALID_OPTION, DATASET_SHARD_UNWRITABLE
   */
  static async create(directory: string, options: ShardFileOptions): Promise<ShardFileWriter> {
    requireLittleEndian();
    checkFolderName(directory);
    checkOptions(fail, options, ["format", "vocabSize", "name", "areIdsChecked"]);
    checkName(options.name);
    const { extension, header } = FORMATS[checkFormat(options.format)];
    const dtype = dtypeFor(options.format, checkVocabSize(options.vocabSize));
    const file = await DurableFile.create(join(directory, options.name + extension), unwritable);
    await file.append(header(dtype, 0)).catch(async (error: unknown) => {
      await file.discard().catch(() => {});
      throw error;
    });
    return new ShardFileWriter(directory, options, file);
  }

  /** Tokens written so far. */
  get tokens(): number {
    return this.#tokens;
  }

  /**
   * Appends ids; all of them or, where one is refused, none.
   * @param ids must not change until the promise is kept
   * @throws ShardsError DATASET_INVALID_TOKENS with the index of the first id that is not an integer
   *   from 0 to vocabSize - 1, DATASET_INVALID_OPTION, DATASET_SHARD_CLOSED, DATASET_SHARD_UNWRITABLE
   */
  async write(ids: ArrayLike<number>): Promise<void> {
    this.#checkOpen();
    if (this.#options.areIdsChecked) checkIdArray(ids);
    else checkIds(ids, this.#options.vocabSize);
    const { maxTokens } = FORMATS[this.#options.format];
    if (this.#tokens + ids.length > maxTokens) {
      throw invalidOption(
        fail,
        "ids",
        ids,
        `no more than the ${maxTokens} tokens that one ${this.#options.format} file holds`,
      );
    }
    this.#tokens += ids.length;
    const { length } = ids;
    await this.#tasks.run(() => this.#append(ids, length));
  }

  /**
   * Says that a document ends here.
   * @param tokens or further in front: so many tokens of the shard are up to its end, no fewer than for the one before it
   * @throws ShardsError DATASET_SHARD_CLOSED, DATASET_INVALID_OPTION
   */
  async endDocument(tokens: number = this.#tokens): Promise<void> {
    await this.endDocuments([tokens]);
  }

  /**
   * Says of many documents where they end, in order, as `endDocument` of one.
   * @param tokens for each of them the tokens of the shard up to its end
   * @throws ShardsError DATASET_SHARD_CLOSED, DATASET_INVALID_OPTION; those before the one that is refused count
   */
  async endDocuments(tokens: ArrayLike<number>): Promise<void> {
    this.#checkOpen();
    if (typeof tokens !== "object" || !Number.isSafeInteger(tokens?.length))
      throw invalidOption(fail, "tokens", tokens, "an array of numbers of tokens");
    for (let i = 0; i < tokens.length; i++) {
      const end = tokens[i]!;
      if (!(Number.isSafeInteger(end) && end >= this.#ends.last && end <= this.#tokens)) {
        throw invalidOption(
          fail,
          "tokens",
          end,
          `an integer from ${this.#ends.last} to the ${this.#tokens} tokens written`,
        );
      }
      this.#ends.push(end);
    }
  }

  /**
   * Puts the files into their places, synced to the disk.
   * In Megatron's format, whose index has every token in a document, the last document ends here.
   * @returns what a manifest says of the shard
   * @throws ShardsError DATASET_SHARD_CLOSED, DATASET_SHARD_UNWRITABLE
   */
  async close(): Promise<ShardEntry> {
    this.#checkOpen();
    this.#isClosed = true;
    return this.#tasks.run(async () => {
      const { format, name } = this.#options;
      const { extension, header } = FORMATS[format];
      await this.#flush();
      await this.#writing;
      await this.#syncing;
      await this.#file.overwriteBeginning(header(this.#dtype, this.#tokens));
      const { bytes, sha256, crc32 } = this.#sums?.finish() ?? (await checksumsInTurns(this.#file.temporaryPath));
      const documents = await this.#writeDocuments();
      await this.#file.commit();
      this.#isWritten = true;
      const entry = { file: name + extension, tokens: this.#tokens, bytes, sha256, crc32 };
      return documents === undefined ? entry : { ...entry, documents };
    });
  }

  /**
   * Removes what was written under a temporary name; after a `close` that did not fail nothing. What a failed `close`
   * had put into its place stays: where several write the same shard at once, it may be another's.
   */
  async discard(): Promise<void> {
    if (this.#isWritten) return;
    this.#isClosed = true;
    await this.#tasks.runAnyway(async () => {
      await this.#writing.catch(() => {});
      await this.#syncing.catch(() => {});
      await this.#file.discard();
    });
  }

  /** Leaves nothing of a shard that is not closed, or whose `close` failed; of one that is, does nothing. */
  async abort(): Promise<void> {
    if (this.#isWritten) return;
    await this.discard();
    await this.#tasks.runAnyway(async () => {
      // What `close` had put into its place before it failed.
      const inPlace = [this.#documentsPath, this.#file.isInPlace ? this.#file.path : undefined];
      for (const path of inPlace) if (path !== undefined) await removeFile(path, unwritable);
    });
  }

  async #writeDocuments(): Promise<DocumentsEntry | undefined> {
    const isMegatron = this.#options.format === "megatron";
    if (isMegatron && this.#ends.last < this.#tokens) this.#ends.push(this.#tokens);
    if (!isMegatron && this.#ends.length === 0) return undefined;
    const name = `${this.#options.name}.${isMegatron ? "idx" : "documents"}`;
    this.#documentsPath = join(this.#directory, name);
    const hash = createHash("sha256");
    let bytes = 0;
    const write = async (file: DurableFile): Promise<void> => {
      for (const piece of this.#documentPieces(isMegatron)) {
        hash.update(piece);
        bytes += piece.length;
        await file.append(piece);
      }
    };
    await writeDurably(this.#documentsPath, write, unwritable);
    return { file: name, count: this.#ends.length, bytes, sha256: hash.digest("hex") };
  }

  *#documentPieces(isMegatron: boolean): Generator<Uint8Array> {
    if (isMegatron) yield* megatronIndex(this.#dtype, () => this.#eachEnd());
    else for (const ends of this.#ends.pieces()) yield encodeUint64s(ends);
  }

  *#eachEnd(): Generator<number> {
    for (const ends of this.#ends.pieces()) for (const end of ends) yield end;
  }

  async #append(ids: ArrayLike<number>, length: number): Promise<void> {
    for (let done = 0; done < length;) {
      if (ids.length !== length)
        throw invalidOption(
          fail,
          "ids",
          ids,
          `the ${length} ids that were given, unchanged until they are written; await write first`,
        );
      const count = Math.min(length - done, BUFFER_TOKENS - this.#buffered);
      if (ArrayBuffer.isView(ids)) this.#buffer.set((ids as Int32Array).subarray(done, done + count), this.#buffered);
      else for (let i = 0; i < count; i++) this.#buffer[this.#buffered + i] = ids[done + i]!;
      this.#buffered += count;
      done += count;
      if (this.#buffered === BUFFER_TOKENS) await this.#flush();
    }
  }

  async #flush(): Promise<void> {
    const bytes = new Uint8Array(this.#buffer.buffer, 0, this.#buffered * this.#buffer.BYTES_PER_ELEMENT);
    await this.#writing;
    [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
    this.#buffered = 0;
    this.#writing = this.#file.append(bytes);
    this.#unsynced += bytes.length;
    if (this.#unsynced >= SYNC_BYTES) {
      this.#unsynced = 0;
      // Awaited at the end, where a failure is reported.
      this.#syncing = Promise.all([this.#syncing, this.#writing.then(() => this.#file.sync())]);
      this.#syncing.catch(() => {});
    }
    // Its failure is that of the next flush.
    this.#writing.catch(() => {});
    this.#sums?.update(bytes);
  }

  #checkOpen(): void {
    if (this.#isClosed) throw closed(`the writer of ${this.#file.path}`);
  }
}

/** @throws ShardsError DATASET_INVALID_OPTION */
export function checkName(name: string): string {
  if (typeof name === "string" && /^\w[\w.-]*$/.test(name)) return name;
  throw invalidOption(fail, "name", name, 'letters, digits, ".", "_" and "-", the first neither "." nor "-"');
}
