/** Reads an input once: its size, its sha256, and where it may be cut into runs of whole documents. */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { readRange } from "./byte-range.ts";
import type { InputKind } from "./inspect-input.ts";
import { openParquet, textColumns } from "./parquet-file.ts";
import { unreadable } from "./read-errors.ts";
import type { CutInput, ReadOptions, Segment } from "./types.ts";

/**
 * @param segmentBytes a segment has so many bytes, or a little more, but for the last; a packed file, and
 *   one that is a single document, is one segment, and a table has one for each row group
 * @param chunkBytes injectable for tests: bytes that are read at a time
 * @throws PrepareError PREPARE_INPUT_UNREADABLE, PREPARE_INPUT_CORRUPT, PREPARE_INVALID_DOCUMENT
 */
export async function cutInput(
  path: string,
  kind: InputKind,
  options: ReadOptions,
  segmentBytes: number,
  chunkBytes?: number,
): Promise<CutInput> {
  const bytes = await sizeOf(path);
  const hash = createHash("sha256");
  const chunks = readRange(path, 0, bytes, { hash, ...(chunkBytes === undefined ? {} : { chunkBytes }) });
  const separator = kind.type === "jsonl" ? "\n" : options.separator;
  let segments: Segment[] = [];
  if (kind.type === "text" || kind.type === "jsonl") {
    const isWhole = kind.compression !== "none" || separator === undefined;
    if (!isWhole) segments = await cutBehind(chunks, Buffer.from(separator), segmentBytes);
  }
  for await (const chunk of chunks) void chunk;
  const sha256 = hash.digest("hex");
  if (kind.type === "parquet") segments = await cutTable(path, options.field);
  else if (segments.length === 0 && bytes > 0) segments = [{ start: 0, end: bytes, sha256 }];
  return { input: { path, ...kind, bytes, sha256 }, segments };
}

async function sizeOf(path: string): Promise<number> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return size;
}

/** Cuts behind separators, found from left to right as a split of the whole would. */
async function cutBehind(chunks: AsyncIterable<Buffer>, separator: Buffer, segmentBytes: number): Promise<Segment[]> {
  const segments: Segment[] = [];
  let hash = createHash("sha256");
  let [start, at] = [0, 0];
  /** The end of what was read, as long as a separator can reach back, but not behind the last one found. */
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
    const offset = at - tail.length;
    let [hashed, from] = [0, 0];
    for (;;) {
      // A single byte can't overlap itself, so that those before the place of the next cut need no look.
      if (separator.length === 1) from = Math.max(from, start + segmentBytes - 1 - offset);
      const found = from < bytes.length ? bytes.indexOf(separator, from) : -1;
      if (found === -1) break;
      from = found + separator.length;
      const end = offset + from;
      if (end - start < segmentBytes) continue;
      hash.update(chunk.subarray(hashed, end - at));
      segments.push({ start, end, sha256: hash.digest("hex") });
      hash = createHash("sha256");
      [start, hashed] = [end, end - at];
    }
    hash.update(chunk.subarray(hashed));
    at += chunk.length;
    tail = bytes.subarray(Math.max(Math.min(from, bytes.length), bytes.length - separator.length + 1));
  }
  if (at > start) segments.push({ start, end: at, sha256: hash.digest("hex") });
  return segments;
}

/** A segment for each row group that has rows: the bytes of its column with the text. */
async function cutTable(path: string, field: string): Promise<Segment[]> {
  const { file, metadata } = await openParquet(path);
  await file.close();
  const segments: Segment[] = [];
  for (const { rows, start, end } of textColumns(path, metadata, field)) {
    if (rows[0] === rows[1]) continue;
    const hash = createHash("sha256");
    for await (const chunk of readRange(path, start, end, { hash })) void chunk;
    segments.push({ start, end, sha256: hash.digest("hex"), rows });
  }
  return segments;
}
