/** What a file is: by the ending of its name and its first bytes. */
import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { PrepareError } from "../errors.ts";
import { unreadable } from "./read-errors.ts";
import type { Compression, InputType } from "./types.ts";

/** What a file holds and how it is packed. */
export interface InputKind {
  readonly type: InputType;
  readonly compression: Compression;
}

const FIRST_BYTES = 4096;
const ENDINGS: readonly (readonly [RegExp, InputType])[] = [
  [/\.(jsonl|ndjson|jsonlines)$/i, "jsonl"],
  [/\.parquet$/i, "parquet"],
  [/\.(txt|text|md|markdown)$/i, "text"],
];

/**
 * @param inputType what a user says it is; then the ending does not matter
 * @throws PrepareError PREPARE_UNKNOWN_FORMAT, PREPARE_INPUT_UNREADABLE
 */
export async function inspectInput(path: string, inputType: InputType | undefined): Promise<InputKind> {
  const beginning = await readBeginning(path);
  const compression = packedAs(beginning);
  const name = basename(path).replace(/\.(gz|zst|zstd)$/i, "");
  const byEnding = ENDINGS.find(([ending]) => ending.test(name))?.[1];
  const type = inputType ?? byEnding ?? (compression === "none" && isText(beginning) ? "text" : undefined);
  if (type === undefined) {
    throw unknown(path, `is ${describe(beginning, compression)}, and its name does not say what is in it`);
  }
  const isTable = beginning.toString("latin1", 0, 4) === "PAR1";
  if (type === "parquet" && !isTable)
    throw unknown(path, `is ${describe(beginning, compression)} and no Parquet table`);
  if (type !== "parquet" && isTable) throw unknown(path, `is a Parquet table and no ${type}`);
  if (type !== "parquet" && compression === "none" && beginning.includes(0)) {
    throw unknown(path, `is ${describe(beginning, compression)} and no ${type}`);
  }
  return { type, compression };
}

async function readBeginning(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const bytes = Buffer.alloc(FIRST_BYTES);
      const { bytesRead } = await file.read(bytes, 0, FIRST_BYTES, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** By the magic numbers of RFC 1952 and RFC 8878. */
function packedAs(beginning: Buffer): Compression {
  if (beginning.length >= 2 && beginning.readUInt16BE(0) === 0x1f8b) return "gzip";
  return beginning.length >= 4 && beginning.readUInt32LE(0) === 0xfd2fb528 ? "zstd" : "none";
}

/** Without NUL, and UTF-8 but for a code point that the end may have cut. */
function isText(beginning: Buffer): boolean {
  if (beginning.includes(0)) return false;
  return [0, 1, 2, 3].some((cut) => isUtf8(beginning.subarray(0, Math.max(0, beginning.length - cut))));
}

function describe(beginning: Buffer, compression: Compression): string {
  if (compression !== "none") return `packed with ${compression}`;
  if (beginning.length === 0) return "empty";
  const start = beginning.toString("latin1", 0, 6);
  if (start.startsWith("%PDF")) return "a PDF";
  if (start.startsWith("PK\u0003\u0004")) return "a zip archive";
  if (start.startsWith("BZh")) return "packed with bzip2";
  if (start.startsWith("\u00fd7zXZ")) return "packed with xz";
  if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) return "UTF-16";
  return isText(beginning) ? "text" : "binary";
}

function unknown(path: string, what: string): PrepareError {
  return new PrepareError(
    "PREPARE_UNKNOWN_FORMAT",
    `${path} ${what}; expected text (.txt, .md), JSON lines (.jsonl), each plain, .gz or .zst, or a Parquet table; ` +
      "leave it out, unpack it, or say what it is (inputType).",
    { path },
  );
}
