/**
 * The header of a safetensors file, read: 8 bytes of length, little-endian, then JSON that says each
 * tensor's dtype, shape and place; the tensors' bytes follow. Source: the description in
 * github.com/huggingface/safetensors and the checks of its Rust reader (0.8), which are made here as
 * well: known dtypes, sizes that fit, no overlap, no byte that belongs to none. Beyond them a key may
 * not occur twice, as the description says. 2.0 counts as 2.
 */
import { invalidFile, shown } from "./invalid-file.ts";
import { repeatedKey } from "./repeated-keys.ts";

/** Bits of one number, by the format's names. */
const BITS = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  I16: 16,
  U16: 16,
  I32: 32,
  U32: 32,
  I64: 64,
  U64: 64,
  F16: 16,
  BF16: 16,
  F32: 32,
  F64: 64,
  C64: 64,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
} as const;

/** The format's dtypes. */
type SafetensorsDtype = keyof typeof BITS;

/** What the header says of one tensor. */
interface SafetensorsEntry {
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** Offset of its first byte in the file, not in the data part as in the header. */
  readonly offset: number;
  readonly byteLength: number;
}

/** All tensors of a file by name, in the header's order. */
export type SafetensorsEntries = ReadonlyMap<string, SafetensorsEntry>;

/** Bytes of the length that comes first. */
export const LENGTH_BYTES = 8;
/** Longer headers are refused, as the reference implementation does. */
const MAX_HEADER = 100_000_000;

/**
 * Bytes from the file's start to the tensors' data.
 *
 * @param head the file's first 8 bytes or more
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE where the file has no room for it
 */
export function safetensorsDataStart(head: Uint8Array, fileLength: number, file: string): number {
  const fail = (problem: string): Error => invalidFile(file, "safetensors", problem, { field: "header length" });
  if (fileLength < LENGTH_BYTES || head.length < LENGTH_BYTES) {
    throw fail(`${Math.min(fileLength, head.length)} bytes; the header's length alone takes ${LENGTH_BYTES}`);
  }
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true);
  if (length > MAX_HEADER) throw fail(`the header claims ${length} bytes; at most 100 million are read`);
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > fileLength) throw fail(`the header claims ${length} bytes, but the file has ${fileLength}`);
  return dataStart;
}

/**
 * Reads and checks a whole header. Whether a tensor is a usable table is not asked here.
 *
 * @param head the file's beginning, up to the data at least
 * @param fileLength bytes of the whole file
 * @param file its name, for errors
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE, with the tensor and the field that are wrong
 * @example parseSafetensorsHeader(bytes, bytes.length, "model.safetensors").get("wte.weight")?.shape // [ 50257, 768 ]
 */
export function parseSafetensorsHeader(head: Uint8Array, fileLength: number, file: string): SafetensorsEntries {
  const dataStart = safetensorsDataStart(head, fileLength, file);
  const fail = (problem: string, cause?: unknown): Error =>
    invalidFile(file, "safetensors", problem, { field: "header", cause });
  if (head.length < dataStart) throw fail(`the header has ${dataStart} bytes, ${head.length} were given`);
  let json: string;
  let parsed: unknown;
  try {
    json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(head.subarray(LENGTH_BYTES, dataStart));
    parsed = JSON.parse(json);
  } catch (error) {
    throw fail(`the header is not JSON (${(error as Error).message})`, error);
  }
  const repeated = repeatedKey(json);
  if (repeated !== undefined) throw fail(`in the header ${repeated}`);
  if (!isRecord(parsed)) throw fail(`the header is ${shown(parsed)}, expected an object of tensors`);
  const entries = new Map<string, SafetensorsEntry>();
  for (const [name, value] of Object.entries(parsed)) {
    if (name === "__metadata__") checkMetadata(value, file);
    else entries.set(name, checkedEntry(name, value, dataStart, fileLength, file));
  }
  checkCover(entries, dataStart, fileLength, file);
  return entries;
}

function checkedEntry(
  name: string,
  value: unknown,
  dataStart: number,
  fileLength: number,
  file: string,
): SafetensorsEntry {
  const fail = (field: string, problem: string): Error =>
    invalidFile(file, "safetensors", `tensor ${shown(name)} ${problem}`, { tensor: name, field });
  if (!isRecord(value)) throw fail("entry", `is ${shown(value)}, expected { dtype, shape, data_offsets }`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isDtype(dtype))
    throw fail("dtype", `has dtype ${shown(dtype)}, expected one of ${Object.keys(BITS).join(", ")}`);
  if (!isSizes(shape)) throw fail("shape", `has shape ${shown(shape)}, expected an array of whole numbers`);
  const [start, end] = isSizes(offsets) && offsets.length === 2 ? offsets : [];
  if (start === undefined || end === undefined || end < start) {
    throw fail("data_offsets", `has data_offsets ${shown(offsets)}, expected [start, end]`);
  }
  const dataLength = fileLength - dataStart;
  if (end > dataLength) {
    throw fail("data_offsets", `has data_offsets ${shown(offsets)}, but the file has ${dataLength} bytes of data`);
  }
  const byteLength = shape.reduce((product, dim) => product * dim, BITS[dtype]) / 8;
  if (byteLength !== end - start) {
    throw fail(
      "data_offsets",
      `of dtype ${dtype} and shape ${shown(shape)} takes ${byteLength} bytes, but its data_offsets ${shown(offsets)} are ${end - start} apart`,
    );
  }
  return { dtype, shape, offset: dataStart + start, byteLength };
}

/** Side by side, from the data's first byte to the file's last. */
function checkCover(entries: SafetensorsEntries, dataStart: number, fileLength: number, file: string): void {
  const inOrder = [...entries].toSorted(([, a], [, b]) => a.offset - b.offset || a.byteLength - b.byteLength);
  let end = dataStart;
  let before = "";
  for (const [name, { offset, byteLength }] of inOrder) {
    const problem =
      offset < end
        ? `tensor ${shown(name)} overlaps ${shown(before)} by ${end - offset} bytes`
        : `${offset - end} bytes before tensor ${shown(name)} belong to no tensor`;
    if (offset !== end) throw invalidFile(file, "safetensors", problem, { tensor: name, field: "data_offsets" });
    end = offset + byteLength;
    before = name;
  }
  if (end < fileLength) {
    const problem = `the last ${fileLength - end} bytes belong to no tensor`;
    throw invalidFile(file, "safetensors", problem, { field: "data_offsets" });
  }
}

function checkMetadata(value: unknown, file: string): void {
  if (value === null || (isRecord(value) && Object.values(value).every((text) => typeof text === "string"))) return;
  const problem = `__metadata__ is ${shown(value)}, expected an object of strings`;
  throw invalidFile(file, "safetensors", problem, { field: "__metadata__" });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isDtype(value: unknown): value is SafetensorsDtype {
  return typeof value === "string" && Object.hasOwn(BITS, value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
