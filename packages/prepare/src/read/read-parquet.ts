/** Parquet tables: a document for each row, the text in a column. */
import { parquetRead } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { checkSegmentBytes } from "./byte-range.ts";
import { decodeReplacing, decodeUtf8 } from "./decode-text.ts";
import { openParquet, type OpenParquet, textColumns } from "./parquet-file.ts";
import { corrupt, invalidDocument, invalidText, tooLong } from "./read-errors.ts";
import type { DocumentPart, InputFile, ReadOptions, Segment } from "./types.ts";

/** Text that is unpacked at a time, where pages can be read one by one; and the most where they can't. */
const SLICE_BYTES = 2 ** 23;
const LARGEST_GROUP_BYTES = 2 ** 26;

/** @param segment of one row group, whose rows it names */
export async function* readParquet(
  input: InputFile,
  segment: Segment,
  options: ReadOptions,
): AsyncGenerator<readonly DocumentPart[]> {
  const { path } = input;
  await checkSegmentBytes(input, segment);
  const table = await openParquet(path);
  try {
    const group = textColumns(path, table.metadata, options.field).find(({ rows }) => rows[0] === segment.rows![0])!;
    const [first, end] = group.rows;
    const bytes = Number(group.meta.total_uncompressed_size);
    if (bytes > LARGEST_GROUP_BYTES && !group.hasPages) {
      throw tooLong(
        path,
        `${path}, rows ${first} to ${end - 1}`,
        `a row group with ${bytes} bytes of text and no index of its pages; expected at most ${LARGEST_GROUP_BYTES}, ` +
          "so write it with smaller row groups or with a page index (pyarrow: row_group_size, write_page_index=True)",
      );
    }
    const slices = bytes > LARGEST_GROUP_BYTES ? Math.ceil(bytes / SLICE_BYTES) : 1;
    const step = Math.max(1, Math.ceil((end - first) / slices));
    for (let row = first; row < end; row += step) {
      const values = await readRows(path, table, options.field, row, Math.min(end, row + step), slices > 1);
      const found = values.flatMap((value, i) => toDocument(path, row + i, value, options) ?? []);
      if (found.length > 0) yield found;
    }
  } finally {
    await table.file.close();
  }
}

async function readRows(
  path: string,
  { buffer, metadata }: OpenParquet,
  column: string,
  rowStart: number,
  rowEnd: number,
  useOffsetIndex: boolean,
): Promise<unknown[]> {
  try {
    let rows: readonly (readonly unknown[])[] = [];
    await parquetRead({
      file: buffer,
      metadata,
      columns: [column],
      rowStart,
      rowEnd,
      compressors,
      useOffsetIndex,
      utf8: false,
      // Bytes as they are: what is no UTF-8 is for the policy to say.
      parsers: { stringFromBytes: (bytes: Uint8Array) => bytes },
      onComplete: (all: unknown[][]) => (rows = all),
    });
    return rows.map((values) => values[0]);
  } catch (error) {
    throw corrupt(path, `has a row group that can't be read (${(error as Error).message})`);
  }
}

function toDocument(path: string, row: number, value: unknown, options: ReadOptions): DocumentPart | undefined {
  const place = `${path}, row ${row}`;
  if (!(value instanceof Uint8Array)) {
    const what = value === null || value === undefined ? "null" : typeof value;
    throw invalidDocument(path, place, `the column ${JSON.stringify(options.field)} is ${what}; expected text`);
  }
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length);
  const text = decodeUtf8(bytes);
  if (typeof text === "string") return { kind: "text", text, isLast: true };
  if (options.invalidText === "replace") return { kind: "text", text: decodeReplacing(bytes), isLast: true };
  const reason = `${place}: byte ${text} of the text is no UTF-8`;
  if (options.invalidText === "fail") throw invalidText(path, reason);
  return { kind: "skipped", reason };
}
