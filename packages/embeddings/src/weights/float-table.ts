/** A table of row vectors in memory: what every format of this folder is read into and saved from. */

/** Row vectors side by side, row-major: `weight` is `[rows, width]`. */
export interface FloatTable {
  readonly weight: Float32Array;
  readonly rows: number;
  readonly width: number;
}
