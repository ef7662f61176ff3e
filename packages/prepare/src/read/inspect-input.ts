/** What a file is: by the ending of its name and by its first bytes, which must not disagree. */
import { wording } from "@windrow/core";
import { isUtf8 } from "node:buffer";
import { basename } from "node:path";
import { binaryKind } from "@windrow/core/node";
import { FileBytes } from "./input/file-bytes.ts";
import type { Compression, InputType } from "./input/input-file.ts";
import { cutBetweenCodePoints } from "./input/invalid-bytes.ts";
import { corrupt, unknownFormat } from "./input/read-errors.ts";
import { unpack } from "./packed/unpack.ts";

/** How a file is read. */
export interface InputKind {
  readonly type: InputType;
  readonly compression: Compression;
}

/** Bytes that are looked at, of the file and of what it unpacks to: as git does. */
const LOOKED_AT = 8000;

const GZIP = Buffer.from("1f8b", "hex");
const ZSTD = Buffer.from("28b52ffd", "hex");
/** Magic number of a frame that holds no data; pzstd writes one before each data frame. */
const ZSTD_SKIPPABLE = /^5[0-9a-f]2a4d18/;
const PARQUET = Buffer.from("PAR1");

const TEXT_NAME = /\.(txt|text|md|markdown)$/i;
const JSONL_NAME = /\.(jsonl|ndjson|jsonlines)$/i;

/**
 * What a file holds and how it is packed.
 * @param inputType what it holds, where that is known; then only the packing is looked for
 * @throws PrepareError PREPARE_UNKNOWN_FORMAT, PREPARE_INPUT_CORRUPT where its name says that it is packed
 *   and it is not, PREPARE_INPUT_UNREADABLE
 */
export async function inspectInput(path: string, inputType: InputType | undefined): Promise<InputKind> {
  const file = await FileBytes.open(path);
  try {
    const beginning = Buffer.alloc(Math.min(LOOKED_AT, file.size));
    await file.readInto(beginning, 0);
    return await inspect(path, beginning, inputType, file);
  } finally {
    await file.close();
  }
}

async function inspect(
  path: string,
  beginning: Buffer,
  inputType: InputType | undefined,
  file: FileBytes,
): Promise<InputKind> {
  const name = basename(path);
  const isTable = beginning.subarray(0, 4).equals(PARQUET);
  if (inputType === "parquet" || (inputType === undefined && (isTable || /\.parquet$/i.test(name)))) {
    if (isTable) return { type: "parquet", compression: "none" };
    throw corrupt(path, 'it does not begin with "PAR1", as Parquet does');
  }
  const compression = compressionOf(beginning);
  const named = /\.gz$/i.test(name) ? "gzip" : /\.zstd?$/i.test(name) ? "zstd" : undefined;
  if (named !== undefined && compression !== named)
    throw corrupt(path, `its name says ${named}, but it does not begin as ${named} does`);
  if (inputType !== undefined) return { type: inputType, compression };
  const unpacked = compression === "none" ? beginning : await unpackedBeginning(path, compression, file);
  return { type: typeOf(path, name.replace(/\.(gz|zstd?)$/i, ""), unpacked), compression };
}

function compressionOf(beginning: Buffer): Compression {
  if (beginning.subarray(0, 2).equals(GZIP)) return "gzip";
  const head = beginning.subarray(0, 4);
  return head.equals(ZSTD) || ZSTD_SKIPPABLE.test(head.toString("hex")) ? "zstd" : "none";
}

function typeOf(path: string, name: string, beginning: Buffer): InputType {
  if (beginning.subarray(0, 4).equals(PARQUET))
    throw unknownFormat(path, "is a packed Parquet file, whose parts can't be found");
  const binary = binaryKind(beginning);
  if (binary !== undefined) throw unknownFormat(path, `does not look like text (${binary})`);
  if (JSONL_NAME.test(name)) return "jsonl";
  if (/\.json$/i.test(name))
    throw unknownFormat(
      path,
      wording`ends in .json, which may be JSON lines or one text (${{ option: "inputType" }} "jsonl" or "text")`,
    );
  // Whatever is not UTF-8 in it goes by the policy for that.
  if (TEXT_NAME.test(name)) return "text";
  if (isUtf8(beginning.subarray(0, cutBetweenCodePoints(beginning, 0, beginning.length)))) return "text";
  throw unknownFormat(path, "has a name that does not say what it is, and does not begin with UTF-8 text");
}

async function unpackedBeginning(path: string, compression: Compression, file: FileBytes): Promise<Buffer> {
  const blocks = file.blocks(2 ** 16, 0, file.size);
  const found: Buffer[] = [];
  let bytes = 0;
  for await (const block of unpack(blocks, compression, path)) {
    found.push(block);
    bytes += block.length;
    if (bytes >= LOOKED_AT) break;
  }
  return Buffer.concat(found).subarray(0, LOOKED_AT);
}
