/**
 * All distinct words one after another in one array, as tokens that grow while merges are learned.
 *
 * There is a cell for each byte, and one with SEPARATOR before and behind each word. A token stands in
 * its first and in its last cell; the cells between are of no meaning, or a HOLE where a token once began.
 * So both neighbours of a token are found in one step, and a merge writes three cells, however long the
 * word is. A cell that a token once began in never has that token's id again unless it begins there still.
 *
 * Words are sorted by their counts: a run of cells has the same count, and there are few runs.
 */
import { BpeError } from "../errors.ts";
import { BYTE_OF_ID } from "../vocabulary/byte-alphabet.ts";
import type { WordTable } from "./word-counts.ts";

/** Ids in two bytes are below these two. */
const SEPARATOR = 0xffff;
const HOLE = 0xfffe;

/** In four bytes these two stand for the same. */
const WIDE_SEPARATOR = -1;
const WIDE_HOLE = -2;

/** Places are numbers of 31 bits. */
const MAX_CELLS = 2 ** 31 - 1;

export interface Tape {
  readonly cells: Uint16Array | Int32Array;
  readonly separator: number;
  readonly hole: number;
  /** Where each run of words of one count ends: behind its last separator. */
  readonly runEnds: Float64Array;
  readonly runCounts: Float64Array;
}

/** @param maxIds ids are below it @throws BpeError BPE_INVALID_TEXT where that would be too long */
export function layOut(words: WordTable, maxIds: number): Tape {
  const { bytes, lengths, counts } = words;
  const isWide = maxIds > HOLE;
  const length = 1 + bytes.length + lengths.length;
  if (length > MAX_CELLS)
    throw new BpeError(
      "BPE_INVALID_TEXT",
      `the texts' distinct words have ${bytes.length} bytes; expected at most ${MAX_CELLS - lengths.length - 1}. Give fewer texts, or a pattern that splits them into shorter words.`,
      { bytes: bytes.length },
    );
  const cells = isWide ? new Int32Array(length) : new Uint16Array(length);
  const separator = isWide ? WIDE_SEPARATOR : SEPARATOR;
  const idOfByte = new Uint8Array(256);
  for (const [id, byte] of BYTE_OF_ID.entries()) idOfByte[byte] = id;
  const { order, runs } = byCount(counts);
  const starts = new Float64Array(lengths.length);
  for (let word = 1; word < starts.length; word++) starts[word] = starts[word - 1]! + lengths[word - 1]!;
  const runEnds = new Float64Array(runs.length);
  let at = 0;
  let run = 0;
  cells[at++] = separator;
  for (let i = 0; i < order.length; i++) {
    const word = order[i]!;
    const start = starts[word]!;
    for (let j = 0; j < lengths[word]!; j++) cells[at++] = idOfByte[bytes[start + j]!]!;
    cells[at++] = separator;
    if (i + 1 === runs[run]!.end) runEnds[run++] = at;
  }
  const runCounts = Float64Array.from(runs, ({ count }) => count);
  return { cells, separator, hole: isWide ? WIDE_HOLE : HOLE, runEnds, runCounts };
}

interface Run {
  readonly count: number;
  /** Behind its last word, in the order. */
  readonly end: number;
}

/** The words from the rarest to the most frequent. */
function byCount(counts: Float64Array): { order: Int32Array; runs: Run[] } {
  const sizes = new Map<number, number>();
  for (const count of counts) sizes.set(count, (sizes.get(count) ?? 0) + 1);
  const places = new Map<number, number>();
  const runs: Run[] = [];
  let end = 0;
  for (const [count, size] of [...sizes].toSorted(([a], [b]) => a - b)) {
    places.set(count, end);
    end += size;
    runs.push({ count, end });
  }
  const order = new Int32Array(counts.length);
  for (let word = 0; word < counts.length; word++) {
    const place = places.get(counts[word]!)!;
    order[place] = word;
    places.set(counts[word]!, place + 1);
  }
  return { order, runs };
}
