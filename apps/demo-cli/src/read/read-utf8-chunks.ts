/**
 * A text of any size as strings of whole characters, strictly UTF-8, in memory that does not grow
 * with it. The same errors as for a whole text, with the place of the byte in the file.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { cutCharacter, notUtf8, refuseBinary, unreadable } from "./read-errors.ts";
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

/** @param path a file, or `-` for standard input @throws CliError naming the file, and the byte where it is not UTF-8 */
export async function* readUtf8Chunks(path: string): AsyncGenerator<TextChunk> {
  let cut: Buffer = Buffer.alloc(0);
  let beginning: Uint8Array | undefined;
  let place = 0;
  for await (const read of readChunks(path)) {
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
    const chars = isAscii(whole) ? whole.length : countCodePoints(whole);
    const text = chars === whole.length ? whole.toString("latin1") : whole.toString("utf8");
    yield { text, bytes: whole.length, chars };
  }
  if (cut.length > 0) throw invalid(path, beginning!, cut, place);
}

function invalid(path: string, beginning: Uint8Array, bytes: Uint8Array, place: number): Error {
  const index = firstInvalidByte(bytes);
  if (isCutCharacter(bytes.subarray(index))) return cutCharacter(path, place + index);
  return notUtf8(path, beginning, place + index, bytes[index]!);
}

async function* readChunks(path: string): AsyncGenerator<Buffer> {
  try {
    if (path === "-") {
      for await (const chunk of process.stdin) yield chunk as Buffer;
      return;
    }
    const file = await open(path);
    try {
      // The next chunk is read while the one before it is used.
      let [buffer, other] = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)];
      let reading = file.read(buffer, 0, CHUNK_BYTES);
      for (;;) {
        const { bytesRead } = await reading;
        if (bytesRead === 0) return;
        const ready = buffer.subarray(0, bytesRead);
        [buffer, other] = [other, buffer];
        reading = file.read(buffer, 0, CHUNK_BYTES);
        // Where it fails, that is thrown when it is awaited; until then it is nobody's.
        reading.catch(() => {});
        yield ready;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}
