/** How one token id lies in a shard file: little-endian integers of four kinds. */

/** Kinds that shards are read in. Files are written in the first three: int64 only takes room. */
export type ShardDtype = "uint16" | "uint32" | "int32" | "int64";

/** Bytes of one token. */
export const BYTES_PER_TOKEN: Readonly<Record<ShardDtype, number>> = { uint16: 2, uint32: 4, int32: 4, int64: 8 };

/** Largest id that the kind and an Int32Array both hold. */
export const MAX_ID: Readonly<Record<ShardDtype, number>> = {
  uint16: 2 ** 16 - 1,
  uint32: 2 ** 31 - 1,
  int32: 2 ** 31 - 1,
  int64: 2 ** 31 - 1,
};
