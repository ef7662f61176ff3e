/** Cuts a Parquet file into segments of whole row groups. */
import { interrupted } from "../job/interrupted.ts";
import { BLOCK_BYTES, FileBytes } from "../read/input/file-bytes.ts";
import type { Segment } from "../read/input/input-file.ts";
import { type SegmentHash, segmentHasher } from "../read/input/segment-hash.ts";
import { parseFooter, readFooter, type RowGroup } from "../read/parquet/parquet-table.ts";

/**
 * Segments of at least `segmentBytes`, the last excepted. Each has the hash of its bytes and of the
 * footer behind them: its row groups are read by what the footer says.
 * @throws PrepareError PREPARE_INPUT_CORRUPT, PREPARE_INVALID_DOCUMENT where the column is not there or no text
 */
export async function cutTable(
  file: FileBytes,
  field: string,
  segmentBytes: number,
  isStopped: () => boolean,
): Promise<Segment[]> {
  const footer = await readFooter(file);
  const { rowGroups } = parseFooter(file.path, footer, field);
  const makeHash = await segmentHasher();
  const segments: Segment[] = [];
  let begun: RowGroup | undefined;
  for (const [i, group] of rowGroups.entries()) {
    begun = begun === undefined ? group : joined(begun, group);
    if (begun.end - begun.start < segmentBytes && i < rowGroups.length - 1) continue;
    if (isStopped()) throw interrupted();
    const { start, end, rows } = begun;
    if (rows[1] > rows[0]) {
      const xxh64 = await hashRange(file, start, end, footer, makeHash());
      segments.push({ start, end, xxh64, rows });
    }
    begun = undefined;
  }
  return segments;
}

function joined(a: RowGroup, b: RowGroup): RowGroup {
  return { ...a, start: Math.min(a.start, b.start), end: Math.max(a.end, b.end), rows: [a.rows[0], b.rows[1]] };
}

async function hashRange(
  file: FileBytes,
  start: number,
  end: number,
  footer: Uint8Array,
  hash: SegmentHash,
): Promise<string> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(BLOCK_BYTES, end - start));
  for (let position = start; position < end; position += buffer.length) {
    const block = buffer.subarray(0, Math.min(buffer.length, end - position));
    await file.readInto(block, position);
    hash.update(block);
  }
  hash.update(footer);
  return hash.digest();
}
