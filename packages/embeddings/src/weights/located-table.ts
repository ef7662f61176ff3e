/** A table that lies in a file, and the one way to read it. Which file formats there are is not known here. */
import { EmbeddingsError } from "../errors.ts";
import type { FloatTable } from "./float-table.ts";
import { toFloat32 } from "./float16.ts";
import { withSameFile } from "./node-files.ts";

/** How a table's numbers are stored: 4 or 2 bytes each, little-endian. */
export type WeightDtype = "float32" | "float16";

/** Bytes of one stored number. */
export const BYTES_PER_VALUE: Readonly<Record<WeightDtype, number>> = { float32: 4, float16: 2 };

/** Other numbers than float32 are converted in pieces of so many, so that the file's bytes are never whole in memory. */
export const VALUES_PER_PIECE: number = 2 ** 20;

/** A table in a file, not read: where its bytes lie. */
export interface LocatedTable {
  readonly path: string;
  /** State of the file when the table was found in it. */
  readonly state: string;
  /** Offset of its first byte in the file. */
  readonly offset: number;
  readonly byteLength: number;
  readonly rows: number;
  readonly width: number;
  readonly dtype: WeightDtype;
}

/** A table in memory, or one in a file that has not been read. */
export type AnyTable = FloatTable | LocatedTable;

export function isLocated(table: AnyTable): table is LocatedTable {
  return "path" in table;
}

/**
 * Reads the table: a new array `[rows, width]`, float16 widened. Synchronous, files and tables past
 * 2 GiB included. Node only.
 *
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE where the file is gone, has changed or has been replaced, or
 *   the table does not fit into memory; EMBEDDINGS_NO_FILE_SYSTEM outside of Node
 * @example readLocated(locateInSafetensors("model.safetensors", ["wte.weight"]).get("wte.weight"))
 */
export function readLocated({ path, state, offset, rows, width, dtype }: LocatedTable): Float32Array {
  return withSameFile(path, state, ({ readAt }) => {
    const length = rows * width;
    const weight = allocated(path, rows, width);
    if (dtype === "float32") {
      readAt(new Uint8Array(weight.buffer), offset);
      return weight;
    }
    const halves = new Uint16Array(Math.min(VALUES_PER_PIECE, length));
    for (let done = 0; done < length; done += halves.length) {
      const piece = halves.subarray(0, Math.min(halves.length, length - done));
      readAt(new Uint8Array(piece.buffer, 0, piece.byteLength), offset + 2 * done);
      toFloat32(piece, weight.subarray(done, done + piece.length));
    }
    return weight;
  });
}

/** Room for the table of a file. @throws EmbeddingsError EMBEDDINGS_INVALID_FILE where there is none */
export function allocated(path: string, rows: number, width: number): Float32Array {
  try {
    return new Float32Array(rows * width);
  } catch (error) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_FILE",
      `${path} has a table of ${rows} rows of ${width}, ${rows * width * 4} bytes in float32, which could not be allocated (${(error as Error).message}); leave it in its file, or give this process more memory.`,
      { file: path, rows, width, cause: error },
    );
  }
}
