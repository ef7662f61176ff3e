/**
 * What a training has done so far, as bytes: a line of JSON, then the words' lengths (int32), counts
 * (float64) and bytes, then the merges' left and right ids (int32), all little-endian; and the sha256 of all that.
 */
import { describe, sha256, shown, wording, type Wording } from "@windrow/core";
import { BpeError } from "../errors.ts";
import type { WordTable } from "./word-counts.ts";

const FORMAT = "windrow-bpe-training-1";
const DIGEST_BYTES = 64;

/** How much of the texts was counted. */
export interface TextPosition {
  /** Texts that are done. */
  readonly texts: number;
  /** UTF-16 units of the next one that are. */
  readonly units: number;
}

/** What decides the words, and the merges that may be there. */
export interface TrainingKey {
  readonly source: string;
  readonly specialTokens: readonly string[];
  readonly minFrequency: number;
}

export interface TrainingState {
  readonly position: TextPosition;
  /** UTF-8 bytes counted. */
  readonly bytes: number;
  /** Whether all texts are counted. */
  readonly isCounted: boolean;
  readonly words: WordTable;
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
}

interface Header {
  readonly format: typeof FORMAT;
  readonly key: TrainingKey;
  readonly position: TextPosition;
  readonly bytes: number;
  readonly isCounted: boolean;
  readonly words: number;
  readonly wordBytes: number;
  readonly merges: number;
}

export function writeCheckpoint(
  { source, specialTokens, minFrequency }: TrainingKey,
  state: TrainingState,
): Uint8Array {
  const { position, bytes, isCounted, words, lefts, rights } = state;
  const header: Header = {
    format: FORMAT,
    key: { source, specialTokens, minFrequency },
    position,
    bytes,
    isCounted,
    words: words.lengths.length,
    wordBytes: words.bytes.length,
    merges: lefts.length,
  };
  const parts = [
    new TextEncoder().encode(`${JSON.stringify(header)}\n`),
    ...[words.lengths, words.counts, words.bytes, lefts, rights].map(bytesOf),
  ];
  const body = joined(parts, DIGEST_BYTES);
  const end = body.length - DIGEST_BYTES;
  body.set(new TextEncoder().encode(sha256(body.subarray(0, end))), end);
  return body;
}

/** @throws BpeError BPE_INVALID_CHECKPOINT where it is cut or changed, or of another training */
export function readCheckpoint(key: TrainingKey, saved: Uint8Array): TrainingState {
  const end = saved.length - DIGEST_BYTES;
  if (end < 0 || new TextDecoder().decode(saved.subarray(end)) !== sha256(saved.subarray(0, end)))
    throw invalid(
      `resume has ${saved.length} bytes that are not a whole checkpoint; expected the bytes that were passed to save(state).`,
    );
  const headerEnd = saved.subarray(0, end).indexOf(0x0a) + 1;
  const header = parseHeader(saved.subarray(0, headerEnd));
  refuseOther("pattern", header.key.source, key.source);
  refuseOther("specialTokens", header.key.specialTokens, key.specialTokens);
  if (header.merges > 0) refuseOther("minFrequency", header.key.minFrequency, key.minFrequency);
  // A copy, so that its numbers lie where arrays of theirs may begin; `slice` of Node's Buffer would make none.
  const body = new Uint8Array(saved.subarray(headerEnd, end)).buffer;
  let at = 0;
  const take = (bytes: number): ArrayBuffer => body.slice(at, (at += bytes));
  const { position, bytes, isCounted } = header;
  if (12 * header.words + header.wordBytes + 8 * header.merges !== body.byteLength)
    throw invalid(`resume has ${body.byteLength} bytes after its first line, not as many as that line says.`);
  const words = {
    lengths: new Int32Array(take(4 * header.words)),
    counts: new Float64Array(take(8 * header.words)),
    bytes: new Uint8Array(take(header.wordBytes)),
  };
  const lefts = new Int32Array(take(4 * header.merges));
  const rights = new Int32Array(take(4 * header.merges));
  const isFilled = !isCounted || words.lengths.length > 0;
  if (!isFilled || !areWords(words)) throw invalid("resume has words of no length, or that never occurred.");
  return { position, bytes, isCounted, words, lefts, rights };
}

/** The sha256 shows what was damaged on its way, not what somebody else has written. */
function parseHeader(line: Uint8Array): Header {
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(line)) as Header;
  } catch (error) {
    throw invalid(`resume does not begin with a line of JSON (${(error as Error).message}).`, error);
  }
  if (header?.format !== FORMAT)
    throw invalid(`resume has the format ${describe(header?.format)}; expected ${FORMAT}.`);
  const { key, position, bytes, isCounted, words, wordBytes, merges } = header;
  for (const [field, holds] of Object.entries({
    key: typeof key === "object" && key !== null,
    "position.texts": isCount(position?.texts),
    "position.units": isCount(position?.units),
    bytes: isCount(bytes),
    isCounted: typeof isCounted === "boolean",
    words: isCount(words),
    wordBytes: isCount(wordBytes),
    merges: isCount(merges),
  })) {
    if (!holds) throw invalid(`resume has no valid ${field} in its first line.`);
  }
  return header;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Whether each word has bytes, all together those that there are, and occurred. */
function areWords({ bytes, lengths, counts }: WordTable): boolean {
  const isFine = lengths.every((length) => length > 0) && counts.every((count) => isCount(count) && count > 0);
  return isFine && lengths.reduce((sum, length) => sum + length, 0) === bytes.length;
}

function refuseOther(option: string, saved: unknown, asked: unknown): void {
  const [theirs, ours] = [shown(saved), shown(asked)];
  if (isSame(saved, asked)) return;
  throw invalid(
    wording`resume comes from a training with ${{ option }} ${theirs}, not ${ours}; leave it out, or use the same options.`,
  );
}

/** Texts, numbers, or lists of texts. */
function isSame(saved: unknown, asked: unknown): boolean {
  if (!Array.isArray(asked)) return saved === asked;
  return Array.isArray(saved) && saved.length === asked.length && asked.every((one, i) => one === saved[i]);
}

function invalid(message: string | Wording, cause?: unknown): BpeError {
  return new BpeError("BPE_INVALID_CHECKPOINT", message, { option: "resume", cause });
}

function bytesOf(array: Int32Array | Float64Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function joined(parts: readonly Uint8Array[], more: number): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, more));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
