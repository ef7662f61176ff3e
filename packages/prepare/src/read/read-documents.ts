/**
 * Reads the documents of a segment. The bytes are hashed on the way and compared with what was planned:
 * what is read is of use only once the generator has ended without an error.
 */
import { countBefore } from "./count-before.ts";
import { type BlockReader, type FaultPlace, settleFaults } from "./document-fault.ts";
import { BLOCK_BYTES, SegmentBytes } from "./file-bytes.ts";
import { JsonlReader, MAX_LINE_BYTES } from "./jsonl-reader.ts";
import { TextReader } from "./text-reader.ts";
import type { DocumentPart, InputFile, ReadOptions, Segment } from "./types.ts";
import { unpack } from "./unpack.ts";

/** Sizes; tests set them to meet every border. */
export interface ReadSizes {
  /** Bytes that are read at once. */
  readonly blockBytes: number;
  /** A document of so many bytes, or UTF-16 units, comes in parts. */
  readonly partBytes: number;
  readonly maxLineBytes: number;
}

const SIZES: ReadSizes = { blockBytes: BLOCK_BYTES, partBytes: 2 ** 20, maxLineBytes: MAX_LINE_BYTES };

/**
 * The documents of a segment, in order, in batches of about 1 MiB of text; a longer document comes in
 * parts of about as much. Memory is bounded by these, and by the longest line.
 * @throws PrepareError PREPARE_INPUT_CHANGED, PREPARE_INPUT_UNREADABLE, PREPARE_INPUT_CORRUPT,
 *   PREPARE_INVALID_DOCUMENT, PREPARE_INVALID_TEXT, PREPARE_TOO_LONG; of several the one listed first
 */
export async function* readDocuments(
  input: InputFile,
  segment: Segment,
  options: ReadOptions,
  sizes: Partial<ReadSizes> = {},
): AsyncGenerator<readonly DocumentPart[]> {
  const bytes = await SegmentBytes.open(input, segment);
  try {
    try {
      yield* readBytes(bytes, input, segment, options, { ...SIZES, ...sizes });
    } catch (error) {
      // Whatever is wrong with a file that has changed is no news.
      await bytes.check();
      throw error;
    }
    await bytes.check();
  } finally {
    await bytes.close();
  }
}

async function* readBytes(
  bytes: SegmentBytes,
  input: InputFile,
  segment: Segment,
  options: ReadOptions,
  sizes: ReadSizes,
): AsyncGenerator<readonly DocumentPart[]> {
  const isPacked = input.compression !== "none";
  const blocks = bytes.blocks({ blockBytes: sizes.blockBytes, isReused: !isPacked });
  const reader = makeReader(input, segment, options, sizes);
  const place = placeOf(input, segment, options);
  const isSkipping = options.invalidText === "skip";
  for await (const block of unpack(blocks, input.compression, input.path)) {
    const parts = reader.push(block);
    if (parts.length > 0) yield await settleFaults(parts, isSkipping, place);
  }
  const parts = reader.end();
  if (parts.length > 0) yield await settleFaults(parts, isSkipping, place);
}

function makeReader(input: InputFile, { start }: Segment, options: ReadOptions, sizes: ReadSizes): BlockReader {
  const { field, invalidText } = options;
  const { partBytes, maxLineBytes } = sizes;
  if (input.type === "jsonl")
    return new JsonlReader({ field, invalidText, start, partLength: partBytes, maxLineBytes });
  const separator = options.separator === undefined ? undefined : Buffer.from(options.separator);
  return new TextReader({ separator, invalidText, start, partBytes });
}

function placeOf({ path, type }: InputFile, { start }: Segment, { separator = "" }: ReadOptions): FaultPlace {
  const end = Buffer.from(type === "jsonl" ? "\n" : separator);
  let before: Promise<number> | undefined;
  return {
    path,
    noun: type === "jsonl" ? "line" : "document",
    countBefore: () => (before ??= countBefore(path, start, end)),
  };
}
