/** The documents of a segment, whatever its file is. */
import { readSegmentBytes } from "./byte-range.ts";
import { TextDocuments } from "./decode-text.ts";
import { readJsonLines } from "./read-jsonl.ts";
import { readParquet } from "./read-parquet.ts";
import { splitDocuments } from "./split-documents.ts";
import type { DocumentPart, InputFile, ReadOptions, Segment } from "./types.ts";
import { unpack } from "./unpack.ts";

/**
 * Documents in their order, many at a time; long ones in parts of a megabyte or two. What came is only
 * known to be what was planned for when the end is reached without an error.
 * @param chunkBytes injectable for tests: bytes that are read at a time
 * @throws PrepareError PREPARE_INPUT_CHANGED, PREPARE_INPUT_CORRUPT, PREPARE_INPUT_UNREADABLE,
 *   PREPARE_INVALID_DOCUMENT, PREPARE_INVALID_TEXT, PREPARE_TOO_LONG
 */
export async function* readDocuments(
  input: InputFile,
  segment: Segment,
  options: ReadOptions,
  chunkBytes?: number,
): AsyncGenerator<readonly DocumentPart[]> {
  if (input.type === "parquet") {
    yield* readParquet(input, segment, options);
    return;
  }
  const chunks = unpack(input.path, input.compression, readSegmentBytes(input, segment, chunkBytes));
  if (input.type === "jsonl") yield* readJsonLines(input, segment, options, chunks);
  else yield* readText(input, options, chunks, input.compression === "none" ? segment.start : 0);
}

async function* readText(
  { path }: InputFile,
  { separator, invalidText }: ReadOptions,
  chunks: AsyncIterable<Buffer>,
  offset: number,
): AsyncGenerator<readonly DocumentPart[]> {
  const documents = new TextDocuments(path, invalidText);
  const border = separator === undefined ? undefined : Buffer.from(separator);
  for await (const pieces of splitDocuments(chunks, border)) {
    const found: DocumentPart[] = [];
    for (const piece of pieces) {
      const part = documents.push({ ...piece, start: offset + piece.start });
      if (part !== undefined) found.push(part);
    }
    if (found.length > 0) yield found;
  }
}
