/**
 * Where windows lie in a run of tokens: how many there are, and where each begins.
 *
 * A window needs maxLength + 1 tokens, since its target is its input shifted by one. So n tokens have
 * ceil((n - maxLength) / stride) windows, or none.
 */
import { describe } from "@windrow/core";
import { DatasetError } from "../errors.ts";

export interface WindowLayout {
  /** Number of windows. */
  readonly length: number;
  /** Place of the first token of window `index`, `0 <= index < length`. */
  startOf(index: number): number;
}

/** Windows over one run of tokens. */
export function windowsOfRun(tokens: number, maxLength: number, stride: number): WindowLayout {
  return { length: windowsIn(tokens, maxLength, stride), startOf: (index) => index * stride };
}

/**
 * Windows of documents that lie one after another; none crosses from one to the next. Takes 16 bytes
 * for each document that has windows; `startOf` takes a binary search.
 * @param ends where each document ends, in rising order; the last ends with the tokens
 * @throws DatasetError DATASET_INVALID_DOCUMENTS
 */
export function windowsOfDocuments(
  ends: ArrayLike<number>,
  tokens: number,
  maxLength: number,
  stride: number,
): WindowLayout {
  checkEnds(ends, tokens);
  // For each document that has windows: the number of its first window, and where that begins.
  const firsts = new Float64Array(ends.length);
  const starts = new Float64Array(ends.length);
  let documents = 0;
  let length = 0;
  for (let i = 0, start = 0; i < ends.length; start = ends[i++]!) {
    const windows = windowsIn(ends[i]! - start, maxLength, stride);
    if (windows === 0) continue;
    firsts[documents] = length;
    starts[documents++] = start;
    length += windows;
  }
  const startOf = (index: number): number => {
    // The last document whose first window is not beyond this one.
    let low = 0;
    let high = documents - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (firsts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return starts[low]! + (index - firsts[low]!) * stride;
  };
  return { length, startOf };
}

function windowsIn(tokens: number, maxLength: number, stride: number): number {
  return Math.max(0, Math.ceil((tokens - maxLength) / stride));
}

function checkEnds(ends: ArrayLike<number>, tokens: number): void {
  if (typeof ends?.length !== "number") throw invalid(`documentEnds is ${describe(ends)}`, ends);
  let before = 0;
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i]!;
    if (!(Number.isSafeInteger(end) && end >= before)) {
      throw invalid(`documentEnds[${i}] is ${end}, after ${before}`, end);
    }
    before = end;
  }
  if (before !== tokens) throw invalid(`documentEnds ends with ${before}, but there are ${tokens} tokens`, before);
}

function invalid(what: string, value: unknown): DatasetError {
  return new DatasetError(
    "DATASET_INVALID_DOCUMENTS",
    `${what}; expected the end of each document, in ascending order, the last one equal to the number of tokens.`,
    { option: "documentEnds", value },
  );
}
