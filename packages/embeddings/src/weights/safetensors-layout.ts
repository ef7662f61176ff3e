/**
 * The header of a safetensors file, made: the file's beginning, and where each tensor will lie.
 *
 * Alignment. The tables are mapped into memory by onnxruntime, which can do so from any offset, but
 * best from a border of the pages (4096 bytes; 64 KiB on Windows, and everywhere before onnxruntime
 * 1.23). So the header is padded with spaces until the data starts on 64 KiB. Between tensors the
 * format allows no gap, and every reader of it refuses one; therefore tables whose length is a
 * multiple of a large power of two come first: as each is at least as aligned as those after it,
 * each starts as aligned as its own length is, or better. A position table of 1024 x 768 (48 times
 * 64 KiB) leaves the token table after it on 64 KiB.
 */
import { BYTES_PER_VALUE, type WeightDtype } from "./located-table.ts";

/** Windows' granularity of mappings, a multiple of all others in use. */
const DATA_ALIGNMENT = 65536;

/** Where a tensor's bytes lie in the file. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/**
 * @param tables what is to be stored, by tensor name
 * @returns `header`, the file up to the first tensor's bytes; `extents` in the order in which the
 *   tensors' bytes must follow, without a gap, which may not be the order given
 * @example
 * safetensorsHeader(new Map([["wte.weight", { rows: 7, width: 4, dtype: "float32" }]])).extents
 * // Map { "wte.weight" => { offset: 65536, length: 112 } }
 */
export function safetensorsHeader(
  tables: ReadonlyMap<string, { readonly rows: number; readonly width: number; readonly dtype: WeightDtype }>,
): { header: Uint8Array; extents: ReadonlyMap<string, Extent> } {
  const placed = [...tables]
    .map(([name, { rows, width, dtype }]) => {
      const length = rows * width * BYTES_PER_VALUE[dtype];
      return { name, shape: [rows, width], dtype: dtype === "float16" ? "F16" : "F32", length };
    })
    .toSorted((a, b) => alignmentOf(b.length) - alignmentOf(a.length))
    .map((tensor, index, ordered) => ({
      ...tensor,
      start: ordered.slice(0, index).reduce((sum, { length }) => sum + length, 0),
    }));
  const entries = placed.map(({ name, dtype, shape, start, length }): [string, object] => [
    name,
    { dtype, shape, data_offsets: [start, start + length] },
  ]);
  // transformers reads only files that say which framework's layout they have; this one is PyTorch's.
  const json = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries([["__metadata__", { format: "pt" }], ...entries])),
  );
  const dataStart = Math.ceil((8 + json.length) / DATA_ALIGNMENT) * DATA_ALIGNMENT;
  const header = new Uint8Array(dataStart).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(dataStart - 8), true);
  header.set(json, 8);
  const extents = new Map(placed.map(({ name, start, length }) => [name, { offset: dataStart + start, length }]));
  return { header, extents };
}

/** The largest power of two that divides the length, up to the alignment of all data. */
function alignmentOf(length: number): number {
  let alignment = 1;
  while (alignment < DATA_ALIGNMENT && length % (2 * alignment) === 0) alignment *= 2;
  return alignment;
}
