/**
 * Where the documents of a shard end, as a file beside it: for each document a little-endian uint64,
 * the number of tokens from the beginning of the shard to behind the document, in rising order.
 * A document that goes on in the next shard ends there. (datatrove's .index files are the same.)
 */
import { checksumsOf } from "./checksums.ts";
import { readBytes, withFile } from "./read-file.ts";
import { corrupt, invalidDocuments, wrongSize } from "./shard-errors.ts";
import type { DocumentIndex } from "./shard-layout.ts";
import { decodeUint64s } from "./uint64.ts";

/** What a manifest says of the file. */
interface Expected {
  readonly count: number;
  readonly sha256: string;
  /** Tokens of the shard. */
  readonly tokens: number;
}

/** @throws ShardsError DATASET_SHARD_WRONG_SIZE, DATASET_SHARD_INVALID_DOCUMENTS, DATASET_SHARD_UNREADABLE */
export function openDocuments(path: string, { count, sha256, tokens }: Expected): DocumentIndex {
  const lastEnd = withFile(path, (fd, bytes) => {
    if (bytes !== 8 * count) throw wrongSize(path, bytes, 8 * count, `${count} ends of 8 bytes`);
    return count === 0 ? 0 : decodeUint64s(readBytes(fd, path, bytes - 8, 8))[0]!;
  });
  if (lastEnd > tokens)
    throw invalidDocuments(path, `the last document ends at ${lastEnd}; the shard has ${tokens} tokens`);
  return { path, count, lastEnd, load: () => loadEnds(path, count, sha256) };
}

function loadEnds(path: string, count: number, sha256: string): Float64Array {
  if (checksumsOf(path).sha256 !== sha256) throw corrupt(path, "its sha256 differs from the manifest's");
  const ends = decodeUint64s(withFile(path, (fd) => readBytes(fd, path, 0, 8 * count)));
  for (let i = 1; i < ends.length; i++) {
    if (ends[i]! < ends[i - 1]!) {
      throw invalidDocuments(
        path,
        `document ${i} ends at ${ends[i]}; expected at least ${ends[i - 1]}, the end before it`,
      );
    }
  }
  return ends;
}
