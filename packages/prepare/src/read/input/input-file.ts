/** What goes between the inputs of a job and the units that read them. */

/** What a file holds: one text (or texts between separators), a JSON object a line, or a table. */
export type InputType = "text" | "jsonl" | "parquet";

/** How a text or JSONL file is packed, as its first bytes say. Parquet packs its own pages. */
export type Compression = "none" | "gzip" | "zstd";

/**
 * What is done with a document that is not text: bytes that are not UTF-8, half a surrogate pair in JSON; and
 * null, a field that is missing, or anything but a string in it, for which there is no replacement.
 */
export type InvalidTextPolicy = "fail" | "replace" | "skip";

/** How documents lie in the inputs. */
export interface ReadOptions {
  /** Ends a document in a text file; undefined where a file is one document. */
  readonly separator: string | undefined;
  /** Field of a JSON object, or column of a table, with the text. */
  readonly field: string;
  readonly invalidText: InvalidTextPolicy;
  /** How many times its own bytes a packed input, or a table, may unpack to. */
  readonly maxExpansion: number;
}

/** One input file, as the manifest has it. */
export interface InputFile {
  /** Absolute; bytes of it that are not UTF-8 as path-text.ts has them. */
  readonly path: string;
  readonly type: InputType;
  readonly compression: Compression;
  readonly bytes: number;
  /** sha256 of the file, 64 hex digits. */
  readonly sha256: string;
}

/** A run of whole documents in one input: what one unit reads of it. A packed file has one segment. */
export interface Segment {
  /** Bytes of the file, from `start` up to `end`; for a table, those of its row groups. */
  readonly start: number;
  readonly end: number;
  /** xxh64 of these bytes, 16 hex digits; for a table, followed by its footer, which says what they are. */
  readonly xxh64: string;
  /** For a table: the rows from the first up to the second. */
  readonly rows?: readonly [number, number];
}
