/**
 * Megatron's index: which parts of a raw .bin file are sequences, and which sequences documents.
 *
 *   9 bytes "MMIDIDX\0\0" · version 1 (uint64) · kind of the ids (uint8: 8 uint16, 4 int32, 5 int64)
 *   number of sequences S (uint64) · number of document borders D (uint64)
 *   S lengths in tokens (int32) · S byte offsets (int64) · D borders (int64): 0, then after each
 *   document the number of sequences so far
 *
 * A document is written as one sequence, or several where it is longer than an int32 can say.
 * Source: NVIDIA/Megatron-LM, megatron/core/datasets/indexed_dataset.py (_IndexWriter, _IndexReader).
 */
import { checksumsOf } from "./checksums.ts";
import { BYTES_PER_TOKEN, type ShardDtype } from "./dtypes.ts";
import { readBytes, withFile } from "./read-file.ts";
import { byteSwapped, corrupt, invalidDocuments, invalidHeader, wrongSize } from "./shard-errors.ts";
import type { DocumentIndex } from "./shard-layout.ts";
import { decodeUint64s, encodeUint64s } from "./uint64.ts";

const MAGIC = Buffer.from("MMIDIDX\0\0");
const HEADER_BYTES = 34;
const CODES = { uint16: 8, int32: 4, int64: 5 } as const;

/** Numbers that are encoded at a time. */
const PIECE = 2 ** 16;

/**
 * The index of a file of `tokens` ids, in pieces: there may be a document for each of them.
 * @param ends gives from the beginning, each time it is called, the tokens up to behind each document; the last is `tokens`
 * @param longest most tokens of a sequence
 */
export function* megatronIndex(
  dtype: ShardDtype,
  ends: () => Iterable<number>,
  longest: number = 2 ** 31 - 1,
): Generator<Uint8Array<ArrayBuffer>> {
  let [sequences, documents, tokens] = [0, 0, 0];
  for (const end of ends()) {
    if (end > tokens) sequences += Math.ceil((end - tokens) / longest);
    tokens = Math.max(tokens, end);
    documents++;
  }
  const header = new Uint8Array(18);
  header.set(MAGIC);
  header[9] = 1;
  header[17] = CODES[dtype as keyof typeof CODES];
  yield header;
  yield encodeUint64s([sequences, documents + 1]);
  yield* inPieces(lengthsOf(ends(), longest), (lengths) => new Uint8Array(Int32Array.from(lengths).buffer));
  yield* inPieces(offsetsOf(ends(), longest, BYTES_PER_TOKEN[dtype]), encodeUint64s);
  yield* inPieces(bordersOf(ends(), longest), encodeUint64s);
}

function* lengthsOf(ends: Iterable<number>, longest: number): Generator<number> {
  let at = 0;
  for (const end of ends) {
    while (at < end) {
      const length = Math.min(longest, end - at);
      yield length;
      at += length;
    }
  }
}

function* offsetsOf(ends: Iterable<number>, longest: number, tokenBytes: number): Generator<number> {
  let at = 0;
  for (const length of lengthsOf(ends, longest)) {
    yield at * tokenBytes;
    at += length;
  }
}

function* bordersOf(ends: Iterable<number>, longest: number): Generator<number> {
  let [at, border] = [0, 0];
  yield border;
  for (const end of ends) {
    if (end > at) border += Math.ceil((end - at) / longest);
    at = Math.max(at, end);
    yield border;
  }
}

function* inPieces<T>(values: Iterable<number>, encode: (some: Float64Array) => T): Generator<T> {
  const some = new Float64Array(PIECE);
  let count = 0;
  for (const value of values) {
    some[count++] = value;
    if (count < PIECE) continue;
    yield encode(some);
    count = 0;
  }
  if (count > 0) yield encode(some.subarray(0, count));
}

/** Whether a file is such an index; false where there is none. */
export function isMegatronIndex(fd: number, bytes: number, path: string): boolean {
  return bytes >= MAGIC.length && MAGIC.equals(readBytes(fd, path, 0, MAGIC.length));
}

/** What an index says of its .bin file. */
export interface MegatronIndex {
  readonly dtype: ShardDtype;
  readonly tokens: number;
  readonly documents: DocumentIndex;
}

/**
 * Reads the header and the ends of the index; the rest is read and checked by `documents.load()`.
 * @param sha256 of the file, where a manifest has it
 * @throws ShardsError as DocumentIndex.load, DATASET_SHARD_INVALID_HEADER, DATASET_SHARD_BYTE_SWAPPED, DATASET_SHARD_WRONG_SIZE
 */
export function readMegatronIndex(path: string, sha256?: string): MegatronIndex {
  return withFile(path, (fd, bytes) => {
    if (bytes < HEADER_BYTES) throw wrongSize(path, bytes, HEADER_BYTES, "the header of a Megatron index");
    const head = new DataView(readBytes(fd, path, 0, HEADER_BYTES).buffer);
    if (head.getBigUint64(9, false) === 1n) throw byteSwapped(path, "its version");
    if (head.getBigUint64(9, true) !== 1n) throw invalidHeader(path, "version", head.getBigUint64(9, true), "1");
    const code = head.getUint8(17);
    const dtype = (Object.keys(CODES) as (keyof typeof CODES)[]).find((one) => CODES[one] === code);
    if (dtype === undefined) throw invalidHeader(path, "dtype code", code, "8 (uint16), 4 (int32) or 5 (int64)");
    const [sequences, borders] = [Number(head.getBigUint64(18, true)), Number(head.getBigUint64(26, true))];
    const expected = HEADER_BYTES + 12 * sequences + 8 * borders;
    if (sequences > 0 && bytes === expected + sequences) {
      throw invalidHeader(path, "sequence modes", "there", "none: sets with modes (multimodal) are not read");
    }
    if (bytes !== expected) throw wrongSize(path, bytes, expected, `${sequences} sequences, ${borders} borders`);
    if (borders === 0) throw invalidDocuments(path, "has no document border; expected at least the first, 0");
    const places = {
      lengths: HEADER_BYTES,
      offsets: HEADER_BYTES + 4 * sequences,
      borders: HEADER_BYTES + 12 * sequences,
    };
    const uint64At = (position: number): number => decodeUint64s(readBytes(fd, path, position, 8))[0]!;
    const lastBorder = uint64At(bytes - 8);
    if (lastBorder !== sequences) {
      throw invalidDocuments(path, `the last document ends after sequence ${lastBorder}; expected ${sequences}`);
    }
    let tokens = 0;
    if (sequences > 0) {
      const lastLength = new DataView(readBytes(fd, path, places.offsets - 4, 4).buffer).getInt32(0, true);
      tokens = uint64At(places.borders - 8) / BYTES_PER_TOKEN[dtype] + lastLength;
    }
    if (!(Number.isSafeInteger(tokens) && tokens >= 0)) {
      throw invalidDocuments(path, `the last sequence ends after token ${tokens}; expected a whole number below 2^53`);
    }
    const load = (): Float64Array => loadEnds({ path, sha256, sequences, borders, dtype, places });
    return { dtype, tokens, documents: { path, count: borders - 1, lastEnd: tokens, load } };
  });
}

interface Index {
  readonly path: string;
  readonly sha256: string | undefined;
  readonly sequences: number;
  readonly borders: number;
  readonly dtype: ShardDtype;
  readonly places: { readonly lengths: number; readonly offsets: number; readonly borders: number };
}

/** Checks that the sequences lie one behind the other, and turns borders into token positions. */
function loadEnds({ path, sha256, sequences, borders, dtype, places }: Index): Float64Array {
  if (sha256 !== undefined && checksumsOf(path).sha256 !== sha256)
    throw corrupt(path, "its sha256 differs from the manifest's");
  const [lengths, offsets, documentBorders] = withFile(path, (fd) => [
    new Int32Array(readBytes(fd, path, places.lengths, 4 * sequences).buffer),
    decodeUint64s(readBytes(fd, path, places.offsets, 8 * sequences)),
    decodeUint64s(readBytes(fd, path, places.borders, 8 * borders)),
  ]);
  if (documentBorders[0] !== 0) throw invalidDocuments(path, `the first border is ${documentBorders[0]}; expected 0`);
  const ends = new Float64Array(borders - 1);
  let [at, sequence] = [0, 0];
  for (let document = 0; document < ends.length; document++) {
    const border = documentBorders[document + 1]!;
    if (border < sequence || border > sequences) {
      throw invalidDocuments(path, `border ${document + 1} is ${border}; expected ${sequence} to ${sequences}`);
    }
    for (; sequence < border; sequence++) {
      if (lengths[sequence]! < 0 || offsets[sequence] !== at * BYTES_PER_TOKEN[dtype]) {
        throw invalidDocuments(
          path,
          `sequence ${sequence} has ${lengths[sequence]} tokens at byte ${offsets[sequence]}; expected 0 or more at byte ${at * BYTES_PER_TOKEN[dtype]}`,
        );
      }
      at += lengths[sequence]!;
    }
    ends[document] = at;
  }
  return ends;
}
