/** What a shard's header says, in every format. */
import type { ShardDtype } from "./dtypes.ts";

/** `"bin"` is nanoGPT's raw file, `"npy"` numpy's. */
export type ShardFormat = "bin" | "llm.c" | "megatron" | "npy";

/** What a file's header says, or for a raw file the caller. */
export interface ShardHeader {
  readonly format: ShardFormat;
  readonly dtype: ShardDtype;
  /** Bytes before the first token. */
  readonly headerBytes: number;
  readonly tokens: number;
}
