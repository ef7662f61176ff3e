/**
 * Reads the documents of a segment. The bytes are hashed on the way and compared with what was planned:
 * what is read is of use only once the generator has ended without an error.
 */
import { type BlockReader, type FaultPlace, type ReadPart, settleFaults } from "./document/document-fault.ts";
import type { DocumentPart } from "./document/document-part.ts";
import { countBefore } from "./input/count-before.ts";
import { Expansion } from "./input/expansion.ts";
import { BLOCK_BYTES, SegmentBytes } from "./input/file-bytes.ts";
import type { InputFile, ReadOptions, Segment } from "./input/input-file.ts";
import { JsonlReader, MAX_LINE_BYTES } from "./jsonl/jsonl-reader.ts";
import { unpack } from "./packed/unpack.ts";
import { readTable } from "./parquet/parquet-documents.ts";
import { MAX_PAGE_BYTES } from "./parquet/parquet-pages.ts";
import { parseFooter, readFooter } from "./parquet/parquet-table.ts";
import { TextReader } from "./text/text-reader.ts";

/** Sizes; tests set them to meet every border. */
export interface ReadSizes {
  /** Bytes that are read at once. */
  readonly blockBytes: number;
  /** A document of so many bytes, or UTF-16 units, comes in parts. */
  readonly partBytes: number;
  readonly maxLineBytes: number;
  /** For a table. */
  readonly maxPageBytes: number;
}

const SIZES: ReadSizes = {
  blockBytes: BLOCK_BYTES,
  partBytes: BLOCK_BYTES,
  maxLineBytes: MAX_LINE_BYTES,
  maxPageBytes: MAX_PAGE_BYTES,
};

/**
 * The documents of a segment, in order, in batches of about 256 KiB of text; a longer document comes in
 * parts of about as much. Memory is bounded by these, the longest line, and a page of a table.
 * @throws PrepareError PREPARE_INPUT_CHANGED, PREPARE_INPUT_UNREADABLE, PREPARE_INPUT_CORRUPT,
 *   PREPARE_INVALID_DOCUMENT, PREPARE_INVALID_TEXT, PREPARE_TOO_LONG, PREPARE_EXPANDS_TOO_MUCH; of several the one listed first
 */
export async function* readDocuments(
  input: InputFile,
  segment: Segment,
  options: ReadOptions,
  sizes: Partial<ReadSizes> = {},
): AsyncGenerator<readonly DocumentPart[]> {
  const bytes = await SegmentBytes.open(input, segment);
  let footer: Buffer | undefined;
  try {
    const place = placeOf(input, segment, options);
    const isSkipping = options.invalidText === "skip";
    try {
      if (input.type === "parquet") footer = await readFooter(bytes.file);
      const all = { ...SIZES, ...sizes };
      const batches =
        footer === undefined
          ? readBlocks(bytes, input, segment, options, all)
          : readRows(bytes, footer, segment, options, all);
      for await (const parts of batches) if (parts.length > 0) yield await settleFaults(parts, isSkipping, place);
    } catch (error) {
      // Whatever else is wrong with a file that has changed adds nothing.
      await bytes.check(footer);
      throw error;
    }
    await bytes.check(footer);
  } finally {
    await bytes.close();
  }
}

async function* readBlocks(
  bytes: SegmentBytes,
  input: InputFile,
  segment: Segment,
  options: ReadOptions,
  sizes: ReadSizes,
): AsyncGenerator<readonly ReadPart[]> {
  const isPacked = input.compression !== "none";
  const blocks = bytes.blocks({ blockBytes: sizes.blockBytes, isReused: !isPacked });
  const reader = makeReader(input, segment, options, sizes);
  const expansion = isPacked ? new Expansion(input.path, segment.end - segment.start, options.maxExpansion) : undefined;
  for await (const block of unpack(blocks, input.compression, input.path)) {
    expansion?.add(block.length);
    yield reader.push(block);
  }
  yield reader.end();
}

function readRows(
  { file }: SegmentBytes,
  footer: Buffer,
  { start, end, rows = [0, 0] }: Segment,
  { field, invalidText, maxExpansion }: ReadOptions,
  { partBytes, maxPageBytes }: ReadSizes,
): AsyncGenerator<readonly ReadPart[]> {
  const table = parseFooter(file.path, footer, field);
  const packedBytes = end - start;
  return readTable(file, table, { field, invalidText, rows, partBytes, maxPageBytes, packedBytes, maxExpansion });
}

function makeReader(input: InputFile, { start }: Segment, options: ReadOptions, sizes: ReadSizes): BlockReader {
  const { field, invalidText } = options;
  const { partBytes, maxLineBytes } = sizes;
  if (input.type === "jsonl")
    return new JsonlReader({ field, invalidText, start, partLength: partBytes, maxLineBytes });
  const separator = options.separator === undefined ? undefined : Buffer.from(options.separator);
  return new TextReader({ separator, invalidText, start, partBytes });
}

function placeOf(
  { path, type, compression }: InputFile,
  { start, rows }: Segment,
  { separator = "" }: ReadOptions,
): FaultPlace {
  const isPacked = compression !== "none";
  if (type === "parquet") return { path, isPacked, noun: "row", countBefore: () => Promise.resolve(rows?.[0] ?? 0) };
  const end = Buffer.from(type === "jsonl" ? "\n" : separator);
  let before: Promise<number> | undefined;
  return {
    path,
    isPacked,
    noun: type === "jsonl" ? "line" : "document",
    countBefore: () => (before ??= countBefore(path, start, end)),
  };
}
