/**
 * A text of any size as strings of whole characters, strictly UTF-8, in memory that does not grow
 * with it. The same errors as for a whole text, with the place of the byte in the file.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { readByteChunks } from "./byte-chunks.ts";
import { cutCharacter, notUtf8, refuseBinary } from "./read-errors.ts";
import { countCodePoints, endOfWholeCharacters, firstInvalidByte, isCutCharacter } from "./utf8.ts";

/**
 * Measured with `windrow count` over 150 MB, half of it not ASCII: 32 kB took 5.3 s and 79 MB of memory,
 * 128 kB 3.9 s and 103 MB, 512 kB 4.0 s and 124 MB (longer strings live until the next full collection).
 */
const CHUNK_BYTES = 1 << 17;

export interface TextChunk {
  readonly text: string;
  /** Bytes of UTF-8. */
  readonly bytes: number;
  /** Code points, as Python's len. */
  readonly chars: number;
}

/** @param path a file, a pipe, or `-` for standard input @throws CliError naming the file, and the byte where it is not UTF-8 */
export async function* readUtf8Chunks(path: string): AsyncGenerator<TextChunk> {
  let cut: Buffer = Buffer.alloc(0);
  let beginning: Uint8Array | undefined;
  let place = 0;
  for await (const read of readByteChunks(path, CHUNK_BYTES)) {
    const bytes = cut.length === 0 ? read : Buffer.concat([cut, read]);
    if (beginning === undefined) {
      // A pipe may give a few bytes at first; the first chunk is enough to know what a person would confuse with text.
      refuseBinary(path, bytes);
      beginning = Uint8Array.from(bytes.subarray(0, 2));
    }
    const whole = bytes.subarray(0, endOfWholeCharacters(bytes));
    if (!isUtf8(whole)) throw invalid(path, beginning, whole, place);
    // The buffer will be read into again, so what is cut is copied.
    cut = Buffer.from(bytes.subarray(whole.length));
    place += whole.length;
    if (whole.length === 0) continue;
    yield chunkOf(whole);
  }
  if (cut.length > 0) throw invalid(path, beginning!, cut, place);
}

/** Code points of a whole file. @throws CliError as readUtf8Chunks */
export function checkedCodePoints(path: string, bytes: Buffer): number {
  refuseBinary(path, bytes);
  if (!isUtf8(bytes)) throw invalid(path, bytes, bytes, 0);
  return codePointsOf(bytes);
}

function codePointsOf(bytes: Buffer): number {
  return isAscii(bytes) ? bytes.length : countCodePoints(bytes);
}

function chunkOf(bytes: Buffer): TextChunk {
  const chars = codePointsOf(bytes);
  const text = chars === bytes.length ? bytes.toString("latin1") : bytes.toString("utf8");
  return { text, bytes: bytes.length, chars };
}

function invalid(path: string, beginning: Uint8Array, bytes: Uint8Array, place: number): Error {
  const index = firstInvalidByte(bytes);
  if (isCutCharacter(bytes.subarray(index))) return cutCharacter(path, place + index);
  return notUtf8(path, beginning, place + index, bytes[index]!);
}
