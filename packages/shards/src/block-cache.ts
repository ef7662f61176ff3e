/**
 * The bytes of shards in blocks of one size, a bounded number of them in memory.
 *
 * Direct-mapped: block k of the set lies in slot k % slots, or is not there. Finding it is one
 * comparison, no list is kept, and windows that follow each other or cross a border between blocks
 * use neighbouring slots. Memory: `cacheBytes`, allocated once.
 */
import type { CheckedFiles } from "./checked-files.ts";
import { BYTES_PER_TOKEN, type ShardDtype } from "./dtypes.ts";
import type { ShardLayout } from "./shard-layout.ts";

export class BlockCache {
  /** Tokens of a block. */
  readonly blockTokens: number;
  /** All slots, one behind the other: an id is one uint16, one int32, or for int64 two int32. */
  readonly ids: Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #files: CheckedFiles;
  readonly #layouts: readonly ShardLayout[];
  readonly #blockBytes: number;
  readonly #mask: number;
  /** Number of the set's block in each slot; -1 for none. */
  readonly #blockIn: Float64Array;
  /** Number of each shard's first block. */
  readonly #firstBlock: Float64Array;
  readonly #width: number;

  /**
   * @param blockBytes a power of two of at least 8
   * @param cacheBytes a power of two of at least blockBytes
   */
  constructor(
    layouts: readonly ShardLayout[],
    files: CheckedFiles,
    dtype: ShardDtype,
    blockBytes: number,
    cacheBytes: number,
  ) {
    const slots = cacheBytes / blockBytes;
    const buffer = new ArrayBuffer(cacheBytes);
    this.#bytes = new Uint8Array(buffer);
    this.ids = dtype === "uint16" ? new Uint16Array(buffer) : new Int32Array(buffer);
    this.#width = BYTES_PER_TOKEN[dtype];
    this.blockTokens = blockBytes / this.#width;
    this.#files = files;
    this.#layouts = layouts;
    this.#blockBytes = blockBytes;
    this.#mask = slots - 1;
    this.#blockIn = new Float64Array(slots).fill(-1);
    this.#firstBlock = new Float64Array(layouts.length);
    let first = 0;
    for (const [shard, { tokens }] of layouts.entries()) {
      this.#firstBlock[shard] = first;
      first += Math.ceil(tokens / this.blockTokens);
    }
  }

  /** Sees to it that a shard's block is in its slot; the number of tokens in `ids` before it. */
  place(shard: number, block: number): number {
    const number = this.#firstBlock[shard]! + block;
    const slot = number & this.#mask; // of the low 32 bits, which is right for any number of blocks
    if (this.#blockIn[slot] !== number) this.#load(shard, block, slot, number);
    return slot * this.blockTokens;
  }

  #load(shard: number, block: number, slot: number, number: number): void {
    const { headerBytes, tokens } = this.#layouts[shard]!;
    const begin = block * this.#blockBytes;
    const length = Math.min(this.#blockBytes, tokens * this.#width - begin);
    const target = this.#bytes.subarray(slot * this.#blockBytes, slot * this.#blockBytes + length);
    this.#blockIn[slot] = -1; // a read that fails leaves half a block
    this.#files.read(shard, target, headerBytes + begin);
    this.#blockIn[slot] = number;
  }
}
