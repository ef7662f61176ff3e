/**
 * The safetensors format for float32 tables: header length (8 bytes, little-endian), a JSON header,
 * then the tensors' bytes side by side. Source: the format's description in
 * github.com/huggingface/safetensors.
 *
 * The header is padded with spaces so that the data starts on a page, for memory-mapping.
 */
import { EmbeddingsError } from "./errors.ts";
import type { Table } from "./table.ts";

const PAGE = 4096;
/** Longer headers are refused, as the reference implementation does. */
const LONGEST_HEADER = 100_000_000;

/** Where a tensor's bytes lie in the file. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/** The file's beginning, up to the first tensor's bytes, and where each tensor will lie. */
export function safetensorsHeader(tables: ReadonlyMap<string, Table>): {
  header: Uint8Array;
  extents: ReadonlyMap<string, Extent>;
} {
  const entries: Record<string, unknown> = { __metadata__: { format: "pt" } };
  const relative = new Map<string, Extent>();
  let end = 0;
  for (const [name, { weight, rows, width }] of tables) {
    entries[name] = { dtype: "F32", shape: [rows, width], data_offsets: [end, end + weight.byteLength] };
    relative.set(name, { offset: end, length: weight.byteLength });
    end += weight.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(entries));
  const dataStart = Math.ceil((8 + json.length) / PAGE) * PAGE;
  const header = new Uint8Array(dataStart).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(dataStart - 8), true);
  header.set(json, 8);
  const extents = new Map(
    [...relative].map(([name, { offset, length }]) => [name, { offset: dataStart + offset, length }]),
  );
  return { header, extents };
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** The named table of a file's bytes, as a copy. @throws EmbeddingsError EMBEDDINGS_INVALID_FILE */
export function readTable(file: Uint8Array, name: string, path: string): Table {
  const fail = (what: string): EmbeddingsError =>
    new EmbeddingsError("EMBEDDINGS_INVALID_FILE", `${path} is not a usable safetensors file: ${what}.`);
  if (file.length < 8) throw fail(`${file.length} bytes, the header's length alone takes 8`);
  const headerLength = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (headerLength > LONGEST_HEADER || 8 + headerLength > file.length) {
    throw fail(`the header is said to have ${headerLength} bytes, the file has ${file.length}`);
  }
  let entries: Record<string, HeaderEntry>;
  try {
    entries = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(8, 8 + headerLength)),
    ) as Record<string, HeaderEntry>;
  } catch (error) {
    throw fail(`the header is not JSON (${(error as Error).message})`);
  }
  const names = Object.keys(Object(entries)).filter((key) => key !== "__metadata__");
  if (!names.includes(name)) {
    throw fail(`there is no tensor ${name}, ${names.length > 0 ? `only ${names.join(", ")}` : "nor any other"}`);
  }
  const { dtype, shape, data_offsets: offsets } = Object(entries[name]) as HeaderEntry;
  if (dtype !== "F32") throw fail(`${name} has dtype ${dtype}, expected F32`);
  const [rows, width] = Array.isArray(shape) && shape.length === 2 ? shape : [0, 0];
  if (!(Number.isSafeInteger(rows) && rows > 0 && Number.isSafeInteger(width) && width > 0)) {
    throw fail(`${name} has shape [${String(shape)}], expected [rows, width]`);
  }
  const [start = Number.NaN, end = Number.NaN] = Array.isArray(offsets) ? offsets : [];
  const dataLength = file.length - 8 - headerLength;
  if (!(Number.isSafeInteger(start) && start >= 0 && end === start + rows * width * 4 && end <= dataLength)) {
    throw fail(
      `${name} of shape [${rows}, ${width}] has data_offsets [${String(offsets)}] in ${dataLength} bytes of data`,
    );
  }
  const weight = new Float32Array(rows * width);
  const at = 8 + headerLength + start;
  new Uint8Array(weight.buffer).set(file.subarray(at, at + weight.byteLength));
  return { weight, rows, width };
}
