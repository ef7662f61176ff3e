/**
 * The split pattern of gpt2, r50k_base, p50k_base and p50k_edit, by hand. Hot.
 *
 *     '(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s
 *
 * Input as in scan-runs.ts.
 */
import { END, LETTER, NUMBER, SPACE } from "./character-classes.ts";
import { classAt, punctuationEnd, runEnd, spacePieceEnd } from "./scan-runs.ts";

/** Where the piece that begins at `start`, before `limit`, ends. */
export function scanR50k(bytes: Uint8Array, start: number, limit: number): number {
  const first = bytes[start]!;
  const at = first === 0x20 ? start + 1 : start;
  const found = classAt(bytes, at);
  if ((found & LETTER) !== 0) return runEnd(bytes, at + (found >> 8), LETTER);
  if (first === 0x27) {
    const contractionEnd = lowerContractionEnd(bytes, start);
    if (contractionEnd > 0) return contractionEnd;
  }
  if ((found & NUMBER) !== 0) return runEnd(bytes, at + (found >> 8), NUMBER);
  if ((found & (SPACE | END)) === 0) return punctuationEnd(bytes, at + (found >> 8));
  const end = runEnd(bytes, start, SPACE);
  return end === limit ? end : spacePieceEnd(bytes, start, end, false);
}

/** End of `'(?:[sdmt]|ll|ve|re)` at an apostrophe, or 0. */
function lowerContractionEnd(bytes: Uint8Array, apostrophe: number): number {
  const second = bytes[apostrophe + 1]!;
  if (second === 0x73 || second === 0x64 || second === 0x6d || second === 0x74) return apostrophe + 2;
  const third = bytes[apostrophe + 2]!;
  if (second === 0x6c && third === 0x6c) return apostrophe + 3;
  return (second === 0x76 || second === 0x72) && third === 0x65 ? apostrophe + 3 : 0;
}
