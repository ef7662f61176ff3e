/** Token shards that are open: read by position, as if the files were one array. */
import { createHash } from "node:crypto";
import { describe, invalidOption, isDetached } from "@windrow/core";
import type { TokenIds, TokenSource, WorkerModule } from "@windrow/interfaces";
import { ShardsError } from "./errors.ts";
import { DETACHED, fail } from "./options.ts";
import { BlockCache } from "./block-cache.ts";
import { CheckedFiles } from "./checked-files.ts";
import { checksumsOf } from "./checksums.ts";
import { COPY_TOKENS, type CopyTokens } from "./copy-tokens.ts";
import { MAX_ID, type ShardDtype } from "./dtypes.ts";
import type { ShardFormat } from "./formats.ts";
import type { TokenShardManifest } from "./manifest.ts";
import { closed, invalidDocuments, shardError } from "./shard-errors.ts";
import type { ShardLayout } from "./shard-layout.ts";

/** Up to so many documents are checked when the set is opened (some ms); more, when they are asked for. */
const DOCUMENTS_CHECKED_AT_ONCE = 2 ** 16;

/** What `openTokenShards` has found. */
export interface OpenedShards {
  readonly layouts: readonly ShardLayout[];
  readonly format: ShardFormat;
  readonly dtype: ShardDtype;
  readonly vocabSize: number | undefined;
  readonly manifest: TokenShardManifest | undefined;
  readonly isToCheck: boolean;
  readonly blockBytes: number;
  readonly cacheBytes: number;
  readonly workerModule: (opened: TokenShards) => WorkerModule;
}

/** Tokens in shard files; a TokenSource. Made by `openTokenShards`. */
export class TokenShards implements TokenSource {
  /** Number of tokens of all shards. */
  readonly length: number;
  readonly format: ShardFormat;
  readonly dtype: ShardDtype;
  /** Every id is below it, where a manifest or an option says so. */
  readonly vocabSize: number | undefined;
  /** The manifest, where the set was opened by one. */
  readonly manifest: TokenShardManifest | undefined;
  readonly #layouts: readonly ShardLayout[];
  readonly #files: CheckedFiles;
  readonly #cache: BlockCache;
  readonly #copy: CopyTokens;
  readonly #largest: number;
  /** Tokens before each shard, and after the last. */
  readonly #starts: Float64Array;
  readonly #workerModule: (opened: TokenShards) => WorkerModule;
  #shard = 0;
  #isClosed = false;
  #documentEnds: Float64Array | undefined;
  #fingerprint: string | undefined;

  constructor(opened: OpenedShards) {
    const { layouts, format, dtype, vocabSize, manifest, isToCheck, blockBytes, cacheBytes, workerModule } = opened;
    this.format = format;
    this.dtype = dtype;
    this.vocabSize = vocabSize;
    this.manifest = manifest;
    this.#layouts = layouts;
    this.#files = new CheckedFiles(layouts, isToCheck);
    this.#cache = new BlockCache(layouts, this.#files, dtype, blockBytes, cacheBytes);
    this.#copy = COPY_TOKENS[dtype];
    this.#largest = Math.min(MAX_ID[dtype], (vocabSize ?? 2 ** 31) - 1);
    this.#starts = new Float64Array(layouts.length + 1);
    for (const [shard, { tokens }] of layouts.entries()) this.#starts[shard + 1] = this.#starts[shard]! + tokens;
    this.length = this.#starts[layouts.length]!;
    this.#workerModule = workerModule;
    const documents = this.#checkLastEnd();
    if (documents <= DOCUMENTS_CHECKED_AT_ONCE) this.#documentEnds = this.#loadDocumentEnds();
  }

  /**
   * Fills `out` with the ids at `start .. start + out.length - 1`, across the borders of shards.
   * @throws ShardsError DATASET_INDEX_OUT_OF_RANGE; DATASET_INVALID_TOKENS for an id that is not
   *   below vocabSize or 2^31; DATASET_SHARD_CORRUPT, DATASET_SHARD_UNREADABLE,
   *   DATASET_SHARD_WRONG_SIZE where a file is not as it was; DATASET_SHARD_CLOSED. What `out` holds is then undefined.
   */
  read(start: number, out: TokenIds): void {
    if (this.#isClosed) throw closed("this set of token shards");
    if (!(out instanceof Int32Array)) throw invalidOption(fail, "out", out, "an Int32Array");
    if (out.length === 0 && isDetached(out)) throw invalidOption(fail, "out", out, DETACHED);
    if (!(Number.isInteger(start) && start >= 0 && start + out.length <= this.length))
      throw this.#outOfRange(start, out);
    const starts = this.#starts;
    if (!(starts[this.#shard]! <= start && start < starts[this.#shard + 1]!)) this.#shard = this.#shardOf(start);
    let shard = this.#shard;
    for (let done = 0; done < out.length; shard++) {
      const offset = start + done - starts[shard]!;
      const count = Math.min(out.length - done, starts[shard + 1]! - starts[shard]! - offset);
      this.#readOf(shard, offset, out, done, count);
      done += count;
    }
  }

  /**
   * Where documents end: for each the number of tokens of the set up to behind it, rising; the last
   * is `length`. Undefined where the set does not say. 8 bytes for each document, made once.
   * @throws ShardsError DATASET_SHARD_INVALID_DOCUMENTS, DATASET_SHARD_CORRUPT, where there are more
   *   than 65,536 documents; fewer are checked when the set is opened
   */
  get documentEnds(): Float64Array | undefined {
    this.#documentEnds ??= this.#loadDocumentEnds();
    return this.#documentEnds;
  }

  /**
   * Equal fingerprints, equal tokens: sha256 over the shards' sha256. From a manifest it costs
   * nothing; else the files are read through when it is first asked for, about 1 s for each GB.
   */
  get fingerprint(): string {
    this.#fingerprint ??= this.#takeFingerprint();
    return this.#fingerprint;
  }

  /** How a worker thread opens the same shards, with a cache of its own. */
  get workerModule(): WorkerModule {
    return this.#workerModule(this);
  }

  /** Closes the files. A second call does nothing. */
  close(): void {
    this.#isClosed = true;
    this.#files.close();
  }

  /** As `close`: for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #readOf(shard: number, offset: number, out: Int32Array, at: number, count: number): void {
    const { blockTokens, ids } = this.#cache;
    let block = Math.floor(offset / blockTokens);
    let within = offset - block * blockTokens;
    for (let done = 0; done < count; block++) {
      const part = Math.min(count - done, blockTokens - within);
      const from = this.#cache.place(shard, block) + within;
      if (!this.#copy(ids, from, out, at + done, part, this.#largest)) {
        throw this.#invalidId(shard, offset + done, from, part);
      }
      done += part;
      within = 0;
    }
  }

  /** The shard that holds a token: the last that begins at or before it and is not empty. */
  #shardOf(start: number): number {
    let [low, high] = [0, this.#layouts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle]! <= start) low = middle;
      else high = middle;
    }
    return low;
  }

  #checkLastEnd(): number {
    let [documents, lastEnd] = [0, 0];
    let last: ShardLayout | undefined;
    for (const [shard, layout] of this.#layouts.entries()) {
      if (layout.documents === undefined) continue;
      last = layout;
      documents += layout.documents.count;
      if (layout.documents.count > 0) lastEnd = this.#starts[shard]! + layout.documents.lastEnd;
    }
    if (last !== undefined && lastEnd !== this.length) {
      throw invalidDocuments(
        last.documents!.path,
        `the last document of the set ends after token ${lastEnd}; expected ${this.length}, the end of the set`,
      );
    }
    return documents;
  }

  #loadDocumentEnds(): Float64Array | undefined {
    const indexed = this.#layouts.filter(({ documents }) => documents !== undefined);
    if (indexed.length === 0) return undefined;
    const ends = new Float64Array(indexed.reduce((sum, { documents }) => sum + documents!.count, 0));
    let at = 0;
    for (const [shard, { documents }] of this.#layouts.entries()) {
      for (const end of documents?.load() ?? []) ends[at++] = this.#starts[shard]! + end;
    }
    return ends;
  }

  #takeFingerprint(): string {
    const shards = this.#layouts.map(({ path, tokens }, i) => {
      const known = this.manifest?.shards[i];
      return [tokens, known === undefined ? checksumsOf(path).sha256 : known.sha256];
    });
    return createHash("sha256")
      .update(JSON.stringify([this.format, this.dtype, shards]))
      .digest("hex");
  }

  #outOfRange(start: number, out: Int32Array): ShardsError {
    return new ShardsError(
      "DATASET_INDEX_OUT_OF_RANGE",
      `start is ${describe(start)} for ${out.length} tokens; expected an integer from 0 to ${this.length - out.length}, as there are ${this.length} tokens.`,
      { start, count: out.length, length: this.length },
    );
  }

  #invalidId(shard: number, offset: number, from: number, count: number): ShardsError {
    const one = new Int32Array(1);
    let i = 0;
    while (i < count && this.#copy(this.#cache.ids, from + i, one, 0, 1, this.#largest)) i++;
    const position = this.#starts[shard]! + offset + i;
    return shardError(
      "DATASET_INVALID_TOKENS",
      this.#layouts[shard]!.path,
      `the id at token ${position} of the set is ${this.dtype === "uint16" ? one[0] : `${one[0]} as int32`}; expected 0 to ${this.#largest}; check that the dtype is ${this.dtype}, that the file is little-endian, and that vocabSize is right for these ids`,
      { position, largest: this.#largest },
    );
  }
}
