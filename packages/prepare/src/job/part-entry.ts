/** What a marker says of a part file. */
import { CRC_BLOCK_BYTES } from "@windrow/shards";
import { isCount, isSaved, isText } from "../files/saved-json.ts";

/** A part file: the tokens of a unit's documents of one set, then where each ends. */
export interface PartEntry {
  readonly set: string;
  readonly tokens: number;
  readonly documents: number;
  /** Size of the file. */
  readonly bytes: number;
  readonly sha256: string;
  /** crc32 of each 256 KiB, as in the manifest of token shards. */
  readonly crc32: string;
}

export function isPart(value: unknown): value is PartEntry {
  if (!isSaved(value)) return false;
  const { set, tokens, documents, bytes, sha256, crc32 } = value;
  if (!(isText(set) && isCount(tokens) && isCount(documents) && isCount(bytes))) return false;
  const blocks = Math.ceil(bytes / CRC_BLOCK_BYTES);
  return isHex(sha256) && sha256.length === 64 && isHex(crc32) && crc32.length === 8 * blocks;
}

function isHex(value: unknown): value is string {
  return isText(value) && /^[0-9a-f]*$/.test(value);
}

/** Bytes of an id in a part file. */
export function partTokenBytes(vocabSize: number): 2 | 4 {
  return vocabSize <= 65_536 ? 2 : 4;
}
