/** Reads a file through, once: its hash, and where units may be cut from it. */
import { createHash } from "node:crypto";
import { interrupted } from "../job/interrupted.ts";
import { BLOCK_BYTES, FileBytes } from "../read/input/file-bytes.ts";
import type { InputFile, ReadOptions, Segment } from "../read/input/input-file.ts";
import { changed } from "../read/input/read-errors.ts";
import { type SegmentHash, segmentHasher } from "../read/input/segment-hash.ts";
import type { InputKind } from "../read/inspect-input.ts";
import { cutTable } from "./cut-table.ts";
import { DocumentEnds } from "./document-ends.ts";

/** An input and how it may be cut. */
export interface CutInput {
  readonly input: InputFile;
  /** In order; together they are the documents of the file, each in one. */
  readonly segments: readonly Segment[];
}

/** How a file is read through. */
interface CutSettings {
  /** That are read at once. */
  readonly blockBytes?: number;
  /** Asked for each block. */
  readonly isStopped?: () => boolean;
}

/**
 * Cuts a file into segments of at least `segmentBytes`, the last excepted, which end where a document
 * does: JSONL after a line, text after a separator, Parquet after a row group. A packed file, and a text
 * that is one document, is one segment; an empty file has none.
 * @throws PrepareError PREPARE_INTERRUPTED, PREPARE_INPUT_UNREADABLE, PREPARE_INPUT_CHANGED where the file changes meanwhile
 */
export async function cutInput(
  path: string,
  kind: InputKind,
  options: ReadOptions,
  segmentBytes: number,
  { blockBytes = BLOCK_BYTES, isStopped = () => false }: CutSettings = {},
): Promise<CutInput> {
  const file = await FileBytes.open(path);
  try {
    const whole = createHash("sha256");
    const cutter = new SegmentCutter(documentEnds(kind, options), segmentBytes, await segmentHasher());
    for await (const block of file.blocksAhead(blockBytes, 0, file.size)) {
      if (isStopped()) throw interrupted();
      whole.update(block);
      cutter.push(block);
    }
    const size = await file.sizeNow();
    if (size !== file.size) throw changed(path, `had ${file.size} bytes and now has ${size}`);
    const sha256 = whole.digest("hex");
    const input = { path, ...kind, bytes: size, sha256 };
    if (kind.type !== "parquet") return { input, segments: cutter.end() };
    return { input, segments: await cutTable(file, options.field, segmentBytes, isStopped) };
  } finally {
    await file.close();
  }
}

function documentEnds({ type, compression }: InputKind, { separator }: ReadOptions): DocumentEnds | undefined {
  if (compression !== "none" || type === "parquet") return undefined;
  const end = type === "jsonl" ? "\n" : separator;
  return end === undefined ? undefined : new DocumentEnds(Buffer.from(end));
}

class SegmentCutter {
  readonly #ends: DocumentEnds | undefined;
  readonly #segmentBytes: number;
  readonly #segments: Segment[] = [];
  #start = 0;
  #position = 0;
  readonly #makeHash: () => SegmentHash;
  #hash: SegmentHash;

  constructor(ends: DocumentEnds | undefined, segmentBytes: number, makeHash: () => SegmentHash) {
    this.#ends = ends;
    this.#segmentBytes = segmentBytes;
    this.#makeHash = makeHash;
    this.#hash = makeHash();
  }

  push(block: Buffer): void {
    if (this.#ends === undefined) this.#hash.update(block);
    else this.#cut(block, this.#ends);
    this.#position += block.length;
  }

  end(): readonly Segment[] {
    if (this.#start < this.#position) this.#close(this.#position);
    return this.#segments;
  }

  #cut(block: Buffer, ends: DocumentEnds): void {
    let hashed = 0;
    for (;;) {
      const end = ends.next(block, this.#position, this.#start + this.#segmentBytes);
      if (end === undefined) break;
      this.#hash.update(block.subarray(hashed, end - this.#position));
      hashed = end - this.#position;
      this.#close(end);
    }
    this.#hash.update(block.subarray(hashed));
    ends.endBlock(block, this.#position);
  }

  #close(end: number): void {
    this.#segments.push({ start: this.#start, end, xxh64: this.#hash.digest() });
    this.#start = end;
    this.#hash = this.#makeHash();
  }
}
