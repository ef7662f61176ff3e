/**
 * The fixed position table of the original transformer. Source: Vaswani et al., "Attention Is All
 * You Need" (2017), section 3.5.
 */

/**
 * Position `pos`'s row, for every i: `sin(pos / 10000^(2i/width))` at 2i, the cosine at 2i + 1.
 * Computed in float64 and rounded once. An odd width ends in a sine.
 *
 * @param rows positions, from 0; at least 1
 * @param width numbers per position; at least 1
 * @returns `[rows, width]`, row-major
 * @example sinusoidalTable(2, 4) // Float32Array [ 0, 1, 0, 1, 0.841471, 0.540302, 0.0099998, 0.99995 ], rounded
 */
export function sinusoidalTable(rows: number, width: number): Float32Array {
  const table = new Float32Array(rows * width);
  for (let column = 0; column < width; column += 2) {
    const wavelength = 10000 ** (column / width); // divided by 2 pi
    for (let position = 0; position < rows; position++) {
      const angle = position / wavelength;
      const at = position * width + column;
      table[at] = Math.sin(angle);
      if (column + 1 < width) table[at + 1] = Math.cos(angle);
    }
  }
  return table;
}
