/** Tables out of numpy's `.npy` files: in memory, or located in a file of which only the header is read. */
import { NPY_PREFIX_BYTES, npyDataStart, parseNpyHeader, type NpyFail } from "@windrow/core";
import type { FloatTable } from "./float-table.ts";
import { invalidFile, shortened } from "./invalid-file.ts";
import { allocated, VALUES_PER_PIECE, type LocatedTable, type WeightDtype } from "./located-table.ts";
import { withFile } from "./node-files.ts";
import { copied, storedFloats } from "./stored-floats.ts";

/** Bytes of one number, by `descr`. */
const BYTES: Readonly<Record<string, number>> = { "<f2": 2, "<f4": 4, "<f8": 8 };
const DTYPES: Readonly<Record<string, WeightDtype>> = { "<f2": "float16", "<f4": "float32" };

/**
 * The table of a whole `.npy` file, written by `numpy.save`: versions 1.0, 2.0 and 3.0.
 *
 * @param bytes the file; not changed
 * @param file its name, for errors
 * @returns `<f4` is a view on `bytes` where it starts on a multiple of 4 of the underlying buffer,
 *   as numpy's files do; `<f2` is widened and `<f8` rounded, both copies. `isView` says which
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE, with the field that is wrong: big-endian and other
 *   dtypes, column-major arrays, another rank than two, truncated or longer files
 * @example parseNpy(await readFile("wte.npy"), "wte.npy") // { weight: Float32Array, rows: 50257, width: 768, isView: true }
 */
export function parseNpy(bytes: Uint8Array, file: string): FloatTable & { readonly isView: boolean } {
  const dataStart = npyDataStart(bytes, bytes.length, failing(file));
  const header = tableHeader(bytes, dataStart, file);
  checkLength(header, bytes.length - dataStart, file);
  const { descr, rows, width } = header;
  const dtype = DTYPES[descr];
  if (dtype !== undefined) return { ...storedFloats(bytes, dataStart, rows * width, dtype), rows, width };
  const weight = new Float32Array(copied(bytes, dataStart, new Float64Array(rows * width)));
  return { weight, rows, width, isView: false };
}

/**
 * The table of a `.npy` file: where it lies, of which the header alone is read; or, for `<f8`, which no
 * graph could take from the file, the table itself, rounded. Node only.
 *
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE as {@link parseNpy}, and where the file cannot be read;
 *   EMBEDDINGS_NO_FILE_SYSTEM outside of Node
 * @example openNpy("wte.npy") // { path: "wte.npy", offset: 128, byteLength: 154389504, rows: 50257, width: 768, dtype: "float32", ... }
 */
export function openNpy(path: string): LocatedTable | FloatTable {
  return withFile(path, ({ length, state, readAt }) => {
    const first = new Uint8Array(Math.min(NPY_PREFIX_BYTES, length));
    readAt(first, 0);
    const head = new Uint8Array(npyDataStart(first, length, failing(path)));
    readAt(head, 0);
    const header = tableHeader(head, head.length, path);
    const byteLength = checkLength(header, length - head.length, path);
    const { descr, rows, width } = header;
    const dtype = DTYPES[descr];
    if (dtype !== undefined) return { path, state, offset: head.length, byteLength, rows, width, dtype };
    const weight = allocated(path, rows, width);
    const doubles = new Float64Array(Math.min(VALUES_PER_PIECE, weight.length));
    for (let done = 0; done < weight.length; done += doubles.length) {
      const piece = doubles.subarray(0, weight.length - done);
      readAt(new Uint8Array(piece.buffer, 0, piece.byteLength), head.length + 8 * done);
      weight.set(piece, done);
    }
    return { weight, rows, width };
  });
}

interface TableHeader {
  /** Such as `<f4`. */
  readonly descr: string;
  readonly rows: number;
  readonly width: number;
}

/** @throws EmbeddingsError EMBEDDINGS_INVALID_FILE for anything but a row-major `[rows, width]` of at least 1 each */
function tableHeader(head: Uint8Array, dataStart: number, file: string): TableHeader {
  const { descr, shape, shapeText } = parseNpyHeader(head, dataStart, failing(file));
  const [rows = 0, width = 0] = shape;
  if (shape.length === 2 && isSize(rows) && isSize(width)) return { descr, rows, width };
  throw failing(file)("shape", `its shape is ${shapeText}, expected (rows, width) of at least 1 each`);
}

function failing(file: string): NpyFail {
  return (field, problem) => invalidFile(file, "npy", problem, { field });
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

/** @returns the table's bytes */
function checkLength({ descr, rows, width }: TableHeader, dataLength: number, file: string): number {
  const bytesPerValue = Object.hasOwn(BYTES, descr) ? BYTES[descr]! : 0;
  if (bytesPerValue === 0) {
    const hint = descr.startsWith(">") ? "it is big-endian" : "it is another dtype";
    const problem = `its descr is '${shortened(descr)}', expected '<f4', '<f2' or '<f8': ${hint}; save table.astype("<f4")`;
    throw invalidFile(file, "npy", problem, { field: "descr" });
  }
  const byteLength = rows * width * bytesPerValue;
  if (byteLength === dataLength) return byteLength;
  const problem = `shape (${rows}, ${width}) of '${descr}' takes ${byteLength} bytes, but ${dataLength} follow the header`;
  throw invalidFile(file, "npy", problem, { field: "shape" });
}
