/**
 * The split pattern of cl100k_base, by hand. Hot.
 *
 *     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s
 *
 * Input as in scan-runs.ts.
 */
import { CLASS_BY_BYTE, END, LETTER, NEWLINE, NUMBER, SPACE } from "./character-classes.ts";
import { contractionEnd } from "./scan-contraction.ts";
import { classAt, punctuationEnd, runEnd, spacePieceEnd, threeNumbersEnd } from "./scan-runs.ts";

/** Where the piece that begins at `start`, before `limit`, ends. */
export function scanCl100k(bytes: Uint8Array, start: number, limit: number): number {
  const first = bytes[start]!;
  // Half of all pieces of English: a space and a word.
  if (first === 0x20 && (CLASS_BY_BYTE[bytes[start + 1]!]! & LETTER) !== 0) return runEnd(bytes, start + 2, LETTER);
  const found = classAt(bytes, start);
  const second = start + (found >> 8);
  if ((found & LETTER) !== 0) return runEnd(bytes, second, LETTER);
  if ((found & NUMBER) !== 0) return threeNumbersEnd(bytes, start);
  if (first === 0x27) {
    const end = contractionEnd(bytes, start);
    if (end > start) return end;
  }
  const next = classAt(bytes, second);
  if ((next & LETTER) !== 0 && (found & NEWLINE) === 0) return runEnd(bytes, second + (next >> 8), LETTER);
  if ((found & SPACE) === 0) return runEnd(bytes, punctuationEnd(bytes, second), NEWLINE);
  if (first === 0x20 && (next & (LETTER | NUMBER | SPACE | END)) === 0) {
    return runEnd(bytes, punctuationEnd(bytes, second), NEWLINE);
  }
  const end = runEnd(bytes, second, SPACE);
  return end === limit ? end : spacePieceEnd(bytes, start, end, true);
}
