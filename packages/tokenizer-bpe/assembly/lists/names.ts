/**
 * The bytes that names in JSON stand for, in printable characters (src/vocabulary/byte-alphabet.ts), as name-reader.ts
 * has them. Most of a name is printable ASCII, which stands for itself: up to 16 bytes of it are copied at a time.
 */
import { allocate } from "../memory";
import { BACKSLASH, byteAt, fileEnd, QUOTE } from "./file";

/** Characters that may stand for bytes are below this. */
const CODES: u32 = 512;

/** The byte of each character, i16; -1 for those that stand for none. The host fills it. */
export const codes: usize = allocate(CODES * 2);

/** Behind the bytes of the name that was read last. */
export let nameEnd: usize = 0;
/** Whether every character since `isPlain` was last set stands for a byte. */
export let isPlain: bool = true;

export function beginName(): void {
  isPlain = true;
}

/**
 * Reads a name up to a quote or a space, `stop`, from behind its quote. Up to 15 bytes behind its own are overwritten.
 * @param out where its bytes go
 * @returns the place behind the stop; 0 where there is none
 */
export function readName(start: usize, stop: u32, out: usize): usize {
  let at = start;
  while (true) {
    const chunk = v128.load(at);
    // Signed, bytes from 0x80 on are below all others.
    const marks = v128.or(
      v128.or(i8x16.eq(chunk, i8x16.splat(0x22)), i8x16.eq(chunk, i8x16.splat(0x5c))),
      v128.or(i8x16.lt_s(chunk, i8x16.splat(0x21)), i8x16.eq(chunk, i8x16.splat(0x7f))),
    );
    v128.store(out, chunk);
    const plain = ctz(i8x16.bitmask(marks) | 0x10000);
    at += plain;
    out += plain;
    if (plain == 16) continue;
    let byte = byteAt(at);
    while (byte >= 0x80) {
      const second = byteAt(at + 1);
      // Characters that stand for bytes take two.
      const isTwo = byte >= 0xc2 && byte < 0xe0 && (second & 0xc0) == 0x80;
      out = put(isTwo ? ((byte & 0x1f) << 6) | (second & 0x3f) : CODES, out);
      at += isTwo ? 2 : 1;
      byte = byteAt(at);
    }
    if (byte == stop) {
      nameEnd = out;
      return at + 1;
    }
    if (byte == QUOTE || at >= fileEnd) return 0;
    if (byte == BACKSLASH) {
      const letter = byteAt(at + 1);
      at += 2;
      let code = CODES;
      if (letter == QUOTE || letter == BACKSLASH || letter == 0x2f) code = letter;
      else if (letter == 0x75) {
        code = hexAt(at);
        at += 4;
      }
      out = put(code, out);
    } else if (byte <= 0x20 || byte == 0x7f) {
      isPlain = false;
      at++;
    }
  }
}

/** Writes the byte of a character; returns the place behind it. */
@inline
function put(code: u32, out: usize): usize {
  const byte = code < CODES ? <i32>load<i16>(codes + (code << 1)) : -1;
  if (byte < 0) {
    isPlain = false;
    return out;
  }
  store<u8>(out, <u8>byte);
  return out + 1;
}

/** The number that four hexadecimal digits say; a large one where they are others. */
function hexAt(start: usize): u32 {
  let value: u32 = 0;
  for (let at = start; at < start + 4; at++) {
    const digit = byteAt(at);
    const letter = digit | 0x20;
    if (digit >= 0x30 && digit <= 0x39) value = (value << 4) | (digit - 0x30);
    else if (letter >= 0x61 && letter <= 0x66) value = (value << 4) | (letter - 0x57);
    else return CODES;
  }
  return value;
}
