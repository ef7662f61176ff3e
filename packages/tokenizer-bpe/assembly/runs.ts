/** Runs of characters of one class, as src/split/scan-runs.ts has them: what the scanners are made of. */
import { byteAt, byteClassAt, classAt, END, LETTER, NUMBER, SPACE, WIDE, wideClassAt } from "./classes";

/** End of the run of characters that have one of the bits. */
export function runEnd(start: usize, bits: u32): usize {
  let at = start;
  while (true) {
    while ((byteClassAt(at) & bits) != 0) at++;
    if (byteAt(at) < 0x80) return at;
    const found = wideClassAt(at);
    if ((found & bits) == 0) return at;
    at += found >> 8;
  }
}

/** End of the run of characters that are not letters, numbers or white space. */
export function punctuationEnd(start: usize): usize {
  let at = start;
  while (true) {
    while ((byteClassAt(at) & (LETTER | NUMBER | SPACE | WIDE)) == 0) at++;
    if (byteAt(at) < 0x80) return at;
    const found = wideClassAt(at);
    if ((found & (LETTER | NUMBER | SPACE | END)) != 0) return at;
    at += found >> 8;
  }
}

/** End of a run of at most three numbers. */
export function threeNumbersEnd(start: usize): usize {
  let at = start;
  for (let count = 0; count < 3; count++) {
    const found = classAt(at);
    if ((found & NUMBER) == 0) break;
    at += found >> 8;
  }
  return at;
}

/** White space that nothing else takes: to its last line end, or all but its last character. */
export function spacePieceEnd(start: usize, end: usize, takesNewlines: bool): usize {
  if (takesNewlines) {
    for (let last = end - 1; last >= start; last--) {
      const byte = byteAt(last);
      if (byte == 0x0a || byte == 0x0d) return last + 1;
    }
  }
  let last = end - 1;
  while ((byteAt(last) & 0xc0) == 0x80) last--;
  return last > start ? last : end;
}

/** The same at the end of a text: to its last line end, or all of it. */
export function lastSpacePieceEnd(start: usize, end: usize): usize {
  for (let last = end - 1; last >= start; last--) {
    const byte = byteAt(last);
    if (byte == 0x0a || byte == 0x0d) return last + 1;
  }
  return end;
}

/** End of `'(?i:[sdmt]|ll|ve|re)` at an apostrophe, or `at` where there is none; U+017F is an s. */
export function contractionEnd(at: usize): usize {
  const end = contractionEndOf(at, byteAt(at + 1) | 0x20, byteAt(at + 2) | 0x20);
  if (end > at) return end;
  return byteAt(at + 1) == 0xc5 && byteAt(at + 2) == 0xbf ? at + 3 : at;
}

/** The same for `'(?:[sdmt]|ll|ve|re)`. */
export function lowerContractionEnd(at: usize): usize {
  return contractionEndOf(at, byteAt(at + 1), byteAt(at + 2));
}

@inline
function contractionEndOf(at: usize, second: u32, third: u32): usize {
  if (second == 0x73 || second == 0x64 || second == 0x6d || second == 0x74) return at + 2;
  if (second == 0x6c && third == 0x6c) return at + 3;
  return (second == 0x76 || second == 0x72) && third == 0x65 ? at + 3 : at;
}
