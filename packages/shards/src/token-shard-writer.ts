/** Writes a set of token shards: cuts a run of ids into files of one size, and writes their manifest last. */
import { checkOptions, invalidOption } from "@windrow/core";
import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { removeFile } from "@windrow/core/node";
import { fail } from "./options.ts";
import { checkIds } from "./check-ids.ts";
import { checkFormat, checkShardTokens, checkVocabSize, type ShardFormat } from "./formats.ts";
import { checkFolderName, requireMaking } from "./made-by.ts";
import { MANIFEST_FILE, type ShardEntry, type TokenShardManifest } from "./manifest.ts";
import { SerialTasks } from "./serial-tasks.ts";
import { closed, unwritable } from "./shard-errors.ts";
import { checkName, ShardFileWriter } from "./shard-file-writer.ts";
import { writeManifest } from "./write-manifest.ts";

/** Options of a TokenShardWriter. */
export interface TokenShardWriterOptions {
  readonly format: ShardFormat;
  /** Every id is below it, and it decides the width of the ids; 1 to 2^31. */
  readonly vocabSize: number;
  /** Tokens of a shard; default 100,000,000. In Megatron's format a shard takes whole documents, until it has so many. */
  readonly shardTokens?: number | undefined;
  /** First part of the files' names; default "tokens", which makes tokens_000000.bin and so on. */
  readonly name?: string | undefined;
  /** Fingerprint of the tokenizer, for the manifest. */
  readonly tokenizer?: string | undefined;
}

/** What only `create` has. */
const MAKING = Symbol("TokenShardWriter.create");

/**
 * Writes tokens to shards that trainers read, and a manifest.json that says what they are.
 *
 * @example
 * const writer = await TokenShardWriter.create("data", { format: "bin", vocabSize: gpt2.vocabSize, tokenizer: gpt2.fingerprint });
 * for (const text of texts) {
 *   await writer.write(gpt2.encode(text));
 *   await writer.write([gpt2.eotToken]);
 *   await writer.endDocument();
 * }
 * const manifest = await writer.close(); // { format: "bin", dtype: "uint16", tokens: 123456, shards: [...], ... }
 */
export class TokenShardWriter {
  readonly #directory: string;
  readonly #options: TokenShardWriterOptions & { readonly shardTokens: number; readonly name: string };
  readonly #tasks = new SerialTasks();
  readonly #entries: ShardEntry[] = [];
  #shard: ShardFileWriter | undefined;
  /** Whether tokens were written behind the end of the last document. */
  #isInDocument = false;
  #hasDocuments = false;
  #isClosed = false;
  #isWritten = false;

  private constructor(
    directory: string,
    options: TokenShardWriterOptions & { shardTokens: number; name: string },
    key: typeof MAKING,
  ) {
    requireMaking(key === MAKING, "TokenShardWriter", "TokenShardWriter.create(directory, options)");
    this.#directory = directory;
    this.#options = options;
  }

  /**
   * Begins a set in a folder, which is made where it is not there. Nothing of it can be opened before `close`.
   * @throws ShardsError DATASET_INVALID_OPTION, also where the folder has a manifest.json; DATASET_SHARD_UNWRITABLE
   */
  static async create(directory: string, options: TokenShardWriterOptions): Promise<TokenShardWriter> {
    checkFolderName(directory);
    checkOptions(fail, options, ["format", "vocabSize", "shardTokens", "name", "tokenizer"]);
    checkFormat(options.format);
    checkVocabSize(options.vocabSize);
    const { shardTokens = 100_000_000, name = "tokens" } = options;
    checkName(name);
    checkShardTokens(options.format, shardTokens);
    await mkdir(directory, { recursive: true }).catch((error: unknown) => {
      throw unwritable(directory, error);
    });
    const isTaken = await access(join(directory, MANIFEST_FILE)).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        // Where a sick disk does not say, it may be there.
        if (error.code === "ENOENT") return false;
        throw unwritable(directory, error);
      },
    );
    // Shards written over those of an old manifest would be a broken set until this one is closed.
    if (isTaken)
      throw invalidOption(
        fail,
        "directory",
        directory,
        `a folder without ${MANIFEST_FILE}; use another, or remove the set`,
      );
    return new TokenShardWriter(directory, { ...options, shardTokens, name }, MAKING);
  }

  /**
   * Appends ids; all of them or, where one is refused, none.
   * @param ids must not change until the promise is kept
   * @throws ShardsError DATASET_INVALID_TOKENS with the index of the first id that is not an integer
   *   from 0 to vocabSize - 1, DATASET_SHARD_CLOSED, DATASET_SHARD_UNWRITABLE
   */
  async write(ids: ArrayLike<number>): Promise<void> {
    this.#checkOpen();
    checkIds(ids, this.#options.vocabSize);
    await this.#tasks.run(() => this.#append(ids));
  }

  /**
   * Says that a document ends here; `documentEnds` of the opened set has the place.
   * @throws ShardsError DATASET_SHARD_CLOSED, DATASET_SHARD_UNWRITABLE
   */
  async endDocument(): Promise<void> {
    this.#checkOpen();
    await this.#tasks.run(() => this.#endDocument());
  }

  /**
   * Finishes the last shard, and the last document where documents were ended at all, then writes the manifest.
   * @throws ShardsError DATASET_SHARD_CLOSED, DATASET_SHARD_UNWRITABLE
   */
  async close(): Promise<TokenShardManifest> {
    this.#checkOpen();
    this.#isClosed = true;
    return this.#tasks.run(async () => {
      if (this.#hasDocuments && this.#isInDocument) await this.#endDocument();
      await this.#closeShard();
      const { format, vocabSize, tokenizer } = this.#options;
      const manifest = await writeManifest(this.#directory, { format, vocabSize, tokenizer, shards: this.#entries });
      this.#isWritten = true;
      return manifest;
    });
  }

  /** Removes the shards of a set that is not closed, or whose `close` failed; of one that is, does nothing. */
  async abort(): Promise<void> {
    if (this.#isWritten) return;
    this.#isClosed = true;
    await this.#tasks.runAnyway(async () => {
      await this.#shard?.abort();
      for (const { file, documents } of this.#entries) {
        for (const name of [file, ...(documents === undefined ? [] : [documents.file])]) {
          await removeFile(join(this.#directory, name), unwritable);
        }
      }
    });
  }

  /** As `abort`: for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.abort();
  }

  async #append(ids: ArrayLike<number>): Promise<void> {
    const { shardTokens, format } = this.#options;
    for (let done = 0; done < ids.length;) {
      // A full shard stays open until a token does not fit, so that a document that ends with it ends in it.
      if (format !== "megatron" && this.#shard?.tokens === shardTokens) await this.#closeShard();
      const shard = await this.#openShard();
      const room = format === "megatron" ? ids.length : shardTokens - shard.tokens;
      const part = done === 0 && ids.length <= room ? ids : partOf(ids, done, done + room);
      await shard.write(part);
      done += part.length;
    }
    if (ids.length > 0) this.#isInDocument = true;
  }

  async #endDocument(): Promise<void> {
    const shard = await this.#openShard();
    await shard.endDocument();
    this.#hasDocuments = true;
    this.#isInDocument = false;
    if (this.#options.format === "megatron" && shard.tokens >= this.#options.shardTokens) await this.#closeShard();
  }

  async #openShard(): Promise<ShardFileWriter> {
    const number = String(this.#entries.length).padStart(6, "0");
    this.#shard ??= await ShardFileWriter.create(this.#directory, {
      format: this.#options.format,
      vocabSize: this.#options.vocabSize,
      name: `${this.#options.name}_${number}`,
    });
    return this.#shard;
  }

  async #closeShard(): Promise<void> {
    if (this.#shard === undefined) return;
    this.#entries.push(await this.#shard.close());
    this.#shard = undefined;
  }

  #checkOpen(): void {
    if (this.#isClosed) throw closed(`the writer of ${this.#directory}`);
  }
}

/** A view where there can be one, else a copy. */
function partOf(ids: ArrayLike<number>, start: number, end: number): ArrayLike<number> {
  if (ids instanceof Int32Array || ids instanceof Uint16Array || ids instanceof Uint32Array) {
    return ids.subarray(start, end);
  }
  return Array.prototype.slice.call(ids, start, end);
}
