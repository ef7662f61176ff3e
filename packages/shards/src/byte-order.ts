/** Shards are little-endian and are read as typed arrays, which have the machine's order. */
import { endianness } from "node:os";
import { ShardsError } from "./errors.ts";

/** @throws ShardsError DATASET_SHARD_BYTE_SWAPPED on a big-endian machine (s390x, AIX), where every id would be wrong */
export function requireLittleEndian(): void {
  if (endianness() === "LE") return;
  throw new ShardsError(
    "DATASET_SHARD_BYTE_SWAPPED",
    "this machine is big-endian; token shards are little-endian and need a little-endian machine.",
  );
}
