/**
 * The split pattern of o200k_base and o200k_harmony, by hand. Hot.
 *
 *     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *     |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
 *     |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
 *
 * Input as in scan-runs.ts.
 */
import { CLASS_BY_BYTE, END, LETTER, LOWERISH, NEWLINE, NUMBER, SPACE, UPPERISH } from "./character-classes.ts";
import { contractionEnd } from "./scan-contraction.ts";
import { classAt, lastSpacePieceEnd, punctuationEnd, runEnd, spacePieceEnd, threeNumbersEnd } from "./scan-runs.ts";

/**
 * Where the piece that begins at `start`, before `limit`, ends.
 * @param isFinal whether the text ends at `limit`; if not, a piece that may reach beyond it ends there
 */
export function scanO200k(bytes: Uint8Array, start: number, limit: number, isFinal: boolean): number {
  // Half of all pieces of English: a space and a word in lower case.
  if (bytes[start] === 0x20 && (CLASS_BY_BYTE[bytes[start + 1]!]! & LOWERISH) !== 0) {
    return withContraction(bytes, runEnd(bytes, start + 2, LOWERISH));
  }
  const found = classAt(bytes, start);
  const second = start + (found >> 8);
  if ((found & LETTER) !== 0) {
    const end = lowerWordEnd(bytes, start, limit, isFinal);
    return withContraction(bytes, end > start ? end : runEnd(bytes, start, UPPERISH));
  }
  if ((found & NUMBER) !== 0) return threeNumbersEnd(bytes, start);
  const next = classAt(bytes, second);
  if ((found & NEWLINE) === 0) {
    // A character that is not a letter may go before a word; a mark may also be its first.
    if ((next & (UPPERISH | LOWERISH)) !== 0) {
      let end = lowerWordEnd(bytes, second, limit, isFinal);
      if (end === second && (found & UPPERISH) !== 0) end = lowerWordEnd(bytes, start, limit, isFinal);
      return withContraction(bytes, end > second || (found & UPPERISH) !== 0 ? end : runEnd(bytes, second, UPPERISH));
    }
    if ((found & UPPERISH) !== 0) return withContraction(bytes, second);
  }
  const isSpace = (found & SPACE) !== 0;
  if (!isSpace || (bytes[start] === 0x20 && (next & (LETTER | NUMBER | SPACE | END)) === 0)) {
    return newlinesAndSlashesEnd(bytes, punctuationEnd(bytes, second));
  }
  const end = runEnd(bytes, second, SPACE);
  if (end === limit) return isFinal ? lastSpacePieceEnd(bytes, start, limit) : limit;
  return spacePieceEnd(bytes, start, end, true);
}

/**
 * End of `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`, or `at` where it does not match.
 * The first class gives back characters until one is of the second class too.
 */
function lowerWordEnd(bytes: Uint8Array, at: number, limit: number, isFinal: boolean): number {
  let lastOfBoth = at;
  let end = at;
  for (;;) {
    const found = classAt(bytes, end);
    if ((found & UPPERISH) === 0) {
      if ((found & LOWERISH) !== 0) return runEnd(bytes, end + (found >> 8), LOWERISH);
      return end === limit && !isFinal ? limit : lastOfBoth;
    }
    end += found >> 8;
    if ((found & LOWERISH) !== 0) lastOfBoth = end;
  }
}

function withContraction(bytes: Uint8Array, end: number): number {
  return bytes[end] === 0x27 ? contractionEnd(bytes, end) : end;
}

/** End of `[\r\n/]*`. */
function newlinesAndSlashesEnd(bytes: Uint8Array, at: number): number {
  while (bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x2f) at++;
  return at;
}
