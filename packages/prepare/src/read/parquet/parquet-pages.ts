/**
 * The values of a column, page by page, as bytes: hyparquet's own way reads a row group at once, which may
 * be a million rows. One page is held, packed and unpacked, and the column's dictionary.
 */
import { crc32 } from "node:zlib";
import type { DecodedArray, PageHeader } from "hyparquet";
import { parquetHeader, readPage } from "hyparquet/src/column.js";
import { convert } from "hyparquet/src/convert.js";
import { PrepareError } from "../../errors.ts";
import type { Expansion } from "../input/expansion.ts";
import type { FileBytes } from "../input/file-bytes.ts";
import { corrupt, unknownFormat } from "../input/read-errors.ts";
import { checkPage } from "./parquet-runs.ts";
import type { ParquetTable, RowGroup } from "./parquet-table.ts";

/** Bytes of the largest page, unpacked: each thread holds one or two. */
export const MAX_PAGE_BYTES: number = 2 ** 25;

/** Writers make pages of some thousand values; a page of a few bytes may say that it has billions. */
const MAX_PAGE_VALUES = 2 ** 24;

/** A header is mostly about 50 bytes, but may repeat the least and the greatest value. */
const [HEADER_BYTES, MAX_HEADER_BYTES] = [2 ** 12, 2 ** 24];

/** A value's bytes, or null. */
export type ParquetValue = Uint8Array | null | undefined;

/**
 * The values of a row group's column, a page at a time.
 * @param expansion counts what pages unpack to
 * @throws PrepareError PREPARE_INPUT_CORRUPT, PREPARE_TOO_LONG, PREPARE_EXPANDS_TOO_MUCH, PREPARE_UNKNOWN_FORMAT
 */
export async function* readPages(
  file: FileBytes,
  table: ParquetTable,
  group: RowGroup,
  expansion: Expansion,
  maxPageBytes: number = MAX_PAGE_BYTES,
): AsyncGenerator<ArrayLike<ParquetValue>> {
  const { path } = table;
  const decoder = { ...table.decoder, codec: group.codec };
  const [start, end] = group.column;
  const expected = group.rows[1] - group.rows[0];
  let dictionary: DecodedArray | undefined;
  let rows = 0;
  for (let position = start; position < end && rows < expected;) {
    const { header, length } = await readHeader(file, position, end);
    const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
    position += length;
    if (!areCounts(packed, unpacked)) throw corrupt(path, `the page at byte ${position} does not say how long it is`);
    if (position + packed > end) throw corrupt(path, `the page at byte ${position} is longer than its column`);
    if (Math.max(packed, unpacked) > maxPageBytes) throw pageTooLong(path, group, unpacked, maxPageBytes);
    const values = valuesOf(header);
    if (!areCounts(values) || values > mostValues(header, expected - rows))
      throw corrupt(path, `the page at byte ${position} can't have ${String(values)} values`);
    expansion.add(unpacked);
    const page = Buffer.allocUnsafeSlow(packed);
    await file.readInto(page, position);
    if (header.crc !== undefined && crc32(page) !== Number(header.crc) >>> 0)
      throw corrupt(path, `the page at byte ${position} does not match the checksum in its header`);
    position += packed;
    if (header.type === "INDEX_PAGE") continue;
    try {
      const { bytes, header: checked } = checkPage(page, header, decoder);
      const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
      const codec = header.type === "DICTIONARY_PAGE" ? group.codec : "UNCOMPRESSED";
      const { data = [] } = readPage(reader, checked, { ...decoder, codec }, dictionary, undefined, 0);
      if (header.type === "DICTIONARY_PAGE") {
        dictionary = convert(data, decoder);
        continue;
      }
      rows += data.length;
      if (!areBytes(data)) throw new Error("its values are not bytes");
      if (rows <= expected) yield data;
    } catch (error) {
      throw unreadablePage(path, position - packed, error as Error);
    }
  }
  if (rows !== expected) throw corrupt(path, `a row group's column has ${rows} rows, but the group has ${expected}`);
}

/** A header is parsed as it is: fields may be missing, or of another type. */
function areCounts(...numbers: readonly unknown[]): boolean {
  return numbers.every((number) => Number.isSafeInteger(number) && (number as number) >= 0);
}

function areBytes(values: ArrayLike<unknown>): values is ArrayLike<ParquetValue> {
  for (let i = 0; i < values.length; i++)
    if (!((values[i] ?? null) === null || values[i] instanceof Uint8Array)) return false;
  return true;
}

/** How many values a page says that it has; room for all of them is made before they are read. */
function valuesOf({ type, data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number {
  if (type === "DATA_PAGE") return data_page_header?.num_values ?? 0;
  if (type === "DICTIONARY_PAGE") return dictionary_page_header?.num_values ?? 0;
  if (type !== "DATA_PAGE_V2") return 0;
  const { num_values = 0, num_nulls = 0 } = data_page_header_v2 ?? {};
  return areCounts(num_nulls) && num_nulls <= num_values ? num_values : Number.NaN;
}

/** Each value of a dictionary takes the 4 bytes of its length; a page of equal values takes some bytes for all. */
function mostValues({ type, uncompressed_page_size }: PageHeader, rowsLeft: number): number {
  return type === "DICTIONARY_PAGE" ? uncompressed_page_size / 4 : Math.min(rowsLeft, MAX_PAGE_VALUES);
}

async function readHeader(
  file: FileBytes,
  position: number,
  end: number,
): Promise<{ readonly header: PageHeader; readonly length: number }> {
  for (let bytes = HEADER_BYTES; ; bytes *= 8) {
    // A view of its own memory: reads beyond its end must fail.
    const buffer = new Uint8Array(Math.min(bytes, end - position));
    await file.readInto(buffer, position);
    const reader = { view: new DataView(buffer.buffer), offset: 0 };
    try {
      return { header: parquetHeader(reader), length: reader.offset };
    } catch (error) {
      if (buffer.length < bytes || bytes >= MAX_HEADER_BYTES) throw unreadablePage(file.path, position, error as Error);
    }
  }
}

function unreadablePage(path: string, position: number, error: Error): Error {
  if (error instanceof PrepareError) return error;
  if (error.message.includes("unsupported"))
    return unknownFormat(path, `has a page that can't be read (byte ${position}: ${error.message})`, error);
  return corrupt(path, `the page at byte ${position} can't be read (${error.message})`, error);
}

function pageTooLong(path: string, { rows }: RowGroup, bytes: number, most: number): PrepareError {
  return new PrepareError(
    "PREPARE_TOO_LONG",
    `${path}, rows ${rows[0] + 1} to ${rows[1]}: a page has ${bytes} bytes; at most ${most} are supported: write the table with smaller pages (data_page_size and write_batch_size of pyarrow).`,
    { path, rows: [rows[0] + 1, rows[1]], bytes },
  );
}
