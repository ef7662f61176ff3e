/**
 * Where the piece that begins at a place ends, character by character: for what blocks (block-*.ts) leave
 * open. The same as src/split/scan-r50k.ts and its siblings, which have the patterns.
 */
import { byteAt, classAt, END, LETTER, LOWERISH, NEWLINE, NUMBER, SPACE, UPPERISH } from "./classes";
import {
  contractionEnd,
  lastSpacePieceEnd,
  lowerContractionEnd,
  punctuationEnd,
  runEnd,
  spacePieceEnd,
  threeNumbersEnd,
} from "./runs";

export function scanR50k(start: usize, limit: usize): usize {
  const first = byteAt(start);
  const at = first == 0x20 ? start + 1 : start;
  const found = classAt(at);
  if ((found & LETTER) != 0) return runEnd(at + (found >> 8), LETTER);
  if (first == 0x27) {
    const end = lowerContractionEnd(start);
    if (end > start) return end;
  }
  if ((found & NUMBER) != 0) return runEnd(at + (found >> 8), NUMBER);
  if ((found & (SPACE | END)) == 0) return punctuationEnd(at + (found >> 8));
  const end = runEnd(start, SPACE);
  return end == limit ? end : spacePieceEnd(start, end, false);
}

export function scanCl100k(start: usize, limit: usize): usize {
  const first = byteAt(start);
  const found = classAt(start);
  const second = start + (found >> 8);
  if ((found & LETTER) != 0) return runEnd(second, LETTER);
  if ((found & NUMBER) != 0) return threeNumbersEnd(start);
  if (first == 0x27) {
    const end = contractionEnd(start);
    if (end > start) return end;
  }
  const next = classAt(second);
  if ((next & LETTER) != 0 && (found & NEWLINE) == 0) return runEnd(second + (next >> 8), LETTER);
  if ((found & SPACE) == 0 || (first == 0x20 && (next & (LETTER | NUMBER | SPACE | END)) == 0)) {
    return runEnd(punctuationEnd(second), NEWLINE);
  }
  const end = runEnd(second, SPACE);
  return end == limit ? end : spacePieceEnd(start, end, true);
}

/** As src/split/scan-llama3.ts. */
export function scanLlama3(start: usize, limit: usize, isFinal: bool): usize {
  const end = scanCl100k(start, limit);
  return end == limit && isFinal && runEnd(start, SPACE) == limit ? lastSpacePieceEnd(start, limit) : end;
}

export function scanQwen2(start: usize, limit: usize, isFinal: bool): usize {
  const found = classAt(start);
  return (found & NUMBER) != 0 ? start + (found >> 8) : scanLlama3(start, limit, isFinal);
}

export function scanO200k(start: usize, limit: usize, isFinal: bool): usize {
  const found = classAt(start);
  const second = start + (found >> 8);
  if ((found & LETTER) != 0) {
    const end = lowerWordEnd(start, limit, isFinal);
    return withContraction(end > start ? end : runEnd(start, UPPERISH));
  }
  if ((found & NUMBER) != 0) return threeNumbersEnd(start);
  const next = classAt(second);
  if ((found & NEWLINE) == 0) {
    // A character that is not a letter may go before a word; a mark may also be its first.
    if ((next & (UPPERISH | LOWERISH)) != 0) {
      let end = lowerWordEnd(second, limit, isFinal);
      if (end == second && (found & UPPERISH) != 0) end = lowerWordEnd(start, limit, isFinal);
      return withContraction(end > second || (found & UPPERISH) != 0 ? end : runEnd(second, UPPERISH));
    }
    if ((found & UPPERISH) != 0) return withContraction(second);
  }
  if ((found & SPACE) == 0 || (byteAt(start) == 0x20 && (next & (LETTER | NUMBER | SPACE | END)) == 0)) {
    return newlinesAndSlashesEnd(punctuationEnd(second));
  }
  const end = runEnd(second, SPACE);
  if (end == limit) return isFinal ? lastSpacePieceEnd(start, limit) : limit;
  return spacePieceEnd(start, end, true);
}

/** End of an upper part and a lower part of a word, or `start` where there is no lower part. */
function lowerWordEnd(start: usize, limit: usize, isFinal: bool): usize {
  let lastOfBoth = start;
  let end = start;
  while (true) {
    const found = classAt(end);
    if ((found & UPPERISH) == 0) {
      if ((found & LOWERISH) != 0) return runEnd(end + (found >> 8), LOWERISH);
      return end == limit && !isFinal ? limit : lastOfBoth;
    }
    end += found >> 8;
    if ((found & LOWERISH) != 0) lastOfBoth = end;
  }
}

function withContraction(end: usize): usize {
  return byteAt(end) == 0x27 ? contractionEnd(end) : end;
}

/** End of `[\r\n/]*`. */
function newlinesAndSlashesEnd(start: usize): usize {
  let at = start;
  while (byteAt(at) == 0x0a || byteAt(at) == 0x0d || byteAt(at) == 0x2f) at++;
  return at;
}
