/**
 * Runs of levels and of places in a dictionary, by Parquet's RLE and bit-packing hybrid, looked through before
 * they are decoded: hyparquet takes a run for as long as it says, and one of five bytes may say that it has two
 * billion values, which no process survives.
 */
import type { PageHeader } from "hyparquet";
import { decompressPage } from "hyparquet/src/datapage.js";
import type { ColumnDecoder } from "hyparquet/src/types.js";

/** Values beyond those of the page that a bit-packed run may have: the last is filled up, by eights at least. */
const SLACK = 2 ** 12;

/** A page as it is decoded: unpacked, with a head that says so. */
export interface CheckedPage {
  readonly bytes: Uint8Array;
  readonly header: PageHeader;
}

/** Unpacks a data page and looks through its runs. @throws Error where one has more values than the page */
export function checkPage(packed: Uint8Array, header: PageHeader, decoder: ColumnDecoder): CheckedPage {
  const isOptional = decoder.element.repetition_type === "OPTIONAL";
  if (header.type === "DATA_PAGE") return checkVersion1(packed, header, decoder, isOptional);
  if (header.type === "DATA_PAGE_V2") return checkVersion2(packed, header, decoder, isOptional);
  return { bytes: packed, header };
}

function checkVersion1(
  packed: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  isOptional: boolean,
): CheckedPage {
  const bytes = decompressPage(packed, header.uncompressed_page_size, decoder.codec, decoder.compressors);
  const view = viewOf(bytes);
  const { num_values: values, encoding } = header.data_page_header!;
  let at = 0;
  let places = values;
  if (isOptional) {
    places = checkRuns(view, 4, 1, values);
    at = 4 + view.getUint32(0, true);
  }
  if (isOfPlaces(encoding) && places > 0 && view.getUint8(at) > 0) checkRuns(view, at + 1, view.getUint8(at), places);
  return { bytes, header: { ...header, compressed_page_size: bytes.length } };
}

function checkVersion2(
  packed: Uint8Array,
  header: PageHeader,
  decoder: ColumnDecoder,
  isOptional: boolean,
): CheckedPage {
  const head = header.data_page_header_v2!;
  const { num_values: values, num_nulls: nulls, encoding } = head;
  const { repetition_levels_byte_length: repetitions, definition_levels_byte_length: definitions } = head;
  const levels = repetitions + definitions;
  if (!(repetitions >= 0 && definitions >= 0 && levels <= packed.length))
    throw new Error("its levels are longer than the page");
  const rest = packed.subarray(levels);
  const size = header.uncompressed_page_size - levels;
  const isPacked = head.is_compressed !== false;
  const bytes = isPacked ? decompressPage(rest, size, decoder.codec, decoder.compressors) : rest;
  if (isOptional) checkRuns(viewOf(packed), repetitions, 1, values);
  if (isOfPlaces(encoding) && values > nulls) checkRuns(viewOf(bytes), 1, viewOf(bytes).getUint8(0), values - nulls);
  const all = Buffer.concat([packed.subarray(0, levels), bytes]);
  const data_page_header_v2 = { ...head, is_compressed: false };
  return { bytes: all, header: { ...header, compressed_page_size: all.length, data_page_header_v2 } };
}

function isOfPlaces(encoding: string): boolean {
  return encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY" || encoding === "RLE";
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

/** @returns how many of the values are 1, where each has one bit */
function checkRuns(view: DataView, start: number, width: number, values: number): number {
  let at = start;
  let ones = 0;
  for (let seen = 0; seen < values;) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = view.getUint8(at++);
      head += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const isPacked = head % 2 === 1;
    const count = Math.floor(head / 2) * (isPacked ? 8 : 1);
    if (count > values - seen + (isPacked ? SLACK : 0))
      throw new Error(`a run has ${count} values, but the page has ${values}`);
    // hyparquet reads the first byte of a packed run that has none as well.
    const bytes = isPacked ? Math.max(1, (count / 8) * width) : (width + 7) >> 3;
    if (width === 1)
      ones += isPacked ? onesIn(view, at, Math.min(count, values - seen)) : view.getUint8(at) & 1 ? count : 0;
    at += bytes;
    seen += count;
  }
  return ones;
}

function onesIn(view: DataView, at: number, bits: number): number {
  let ones = 0;
  for (let i = 0; i < bits; i++) ones += (view.getUint8(at + (i >> 3)) >> (i & 7)) & 1;
  return ones;
}
