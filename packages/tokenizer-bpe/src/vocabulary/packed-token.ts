/**
 * The bytes of single tokens of a packed vocabulary, read from its string as they are asked for: the first ids of a
 * process are decoded without a table of all tokens, which takes 35 ms and more to make in code that is not compiled yet.
 * tools/pack-merges.mjs has the format.
 */
import { once } from "./once.ts";
import { gpt2ByteIds } from "./unpack-vocabulary.ts";

const BYTES = 256;
const PLANES = 3;

/** What copies the bytes of a token, as VocabularySource says. */
export function packedTokens(packed: string): (id: number, into: Uint8Array) => number {
  const bytesOfIds = once(firstBytes);
  const merges = packed.length / (2 * PLANES);
  /** Ids whose bytes are still to be written, the next one last. */
  const open: number[] = [];
  return (id, into) => {
    if (!Number.isInteger(id) || id < 0 || id >= BYTES + merges) return 0;
    // An id that is not a token has a left above it.
    if (id >= BYTES && numberAt(packed, id - BYTES, merges) > id) return 0;
    const byteOf = bytesOfIds();
    let length = 0;
    for (let next = id; ;) {
      if (next >= BYTES) {
        open.push(numberAt(packed, next - BYTES + PLANES * merges, merges));
        next = numberAt(packed, next - BYTES, merges);
        continue;
      }
      if (length < into.length) into[length] = byteOf[next]!;
      length++;
      if (open.length === 0) return length;
      next = open.pop()!;
    }
  };
}

/** The byte that each of the first ids is. */
function firstBytes(): Uint8Array {
  const bytes = new Uint8Array(BYTES);
  for (const [byte, id] of gpt2ByteIds().entries()) bytes[id] = byte;
  return bytes;
}

/** The number whose lowest digit is at a place. */
function numberAt(packed: string, at: number, merges: number): number {
  return digitAt(packed, at) | (digitAt(packed, at + merges) << 6) | (digitAt(packed, at + 2 * merges) << 12);
}

/** Digits of six bits are '#' to 'c' without the backslash. */
function digitAt(packed: string, at: number): number {
  const code = packed.charCodeAt(at);
  return code - 35 - ((92 - code) >>> 31);
}
