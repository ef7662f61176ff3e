/** The files of a set against the sha256 that its manifest has of them. */
import { checksumsInTurns, checksumsOf, type FileChecksums } from "./checksums.ts";
import { fileOfSet } from "./file-of-set.ts";
import type { TokenShardManifest } from "./manifest.ts";
import { corrupt, wrongSize } from "./shard-errors.ts";

/** Reads every file through, at once. @throws ShardsError DATASET_SHARD_CORRUPT, DATASET_SHARD_WRONG_SIZE, DATASET_SHARD_UNREADABLE */
export function compareWithManifest(manifest: TokenShardManifest, folder: string): void {
  for (const file of filesOf(manifest, folder)) compare(file, checksumsOf(file.path));
}

/** The same, but the event loop has its turn after each 256 KiB. */
export async function compareInTurns(manifest: TokenShardManifest, folder: string): Promise<void> {
  for (const file of filesOf(manifest, folder)) compare(file, await checksumsInTurns(file.path));
}

interface ExpectedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

function filesOf({ shards }: TokenShardManifest, folder: string): ExpectedFile[] {
  return shards
    .flatMap((shard) => (shard.documents === undefined ? [shard] : [shard, shard.documents]))
    .map(({ file, bytes, sha256 }) => ({ path: fileOfSet(folder, file), bytes, sha256 }));
}

function compare({ path, bytes, sha256 }: ExpectedFile, found: FileChecksums): void {
  if (found.bytes !== bytes) throw wrongSize(path, found.bytes, bytes, "as the manifest says");
  if (found.sha256 !== sha256)
    throw corrupt(path, `its sha256 is ${found.sha256}, but the manifest says ${sha256}`, { sha256: found.sha256 });
}
