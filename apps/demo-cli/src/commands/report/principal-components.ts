/**
 * The first two principal components of some rows, by power iteration on the covariance and deflation.
 * For a few hundred rows of a few hundred columns; a library for matrices would be a hundred times this.
 */

/** Each row's place along the two directions of largest variance, and the shares of the variance they have. */
export interface PrincipalPlane {
  readonly places: readonly (readonly [x: number, y: number])[];
  readonly explained: readonly [number, number];
}

/** Random rows have nearly equal variances in all directions, where iteration is slow; this bounds it. */
const MAX_ROUNDS = 500;
const CLOSE_ENOUGH = 1e-13;

/** @param rows of equal length, at least one; they are not changed */
export function principalPlane(rows: readonly ArrayLike<number>[]): PrincipalPlane {
  const columns = rows[0]!.length;
  const means = Array.from({ length: columns }, (_, c) => rows.reduce((sum, row) => sum + row[c]!, 0) / rows.length);
  const centred = rows.map((row) => Float64Array.from(means, (mean, c) => row[c]! - mean));
  const total = centred.reduce((sum, row) => sum + dot(row, row), 0);
  const first = strongestDirection(centred, columns);
  const xs = centred.map((row) => dot(row, first));
  // What the first direction explains is taken away, so that the next is at right angles to it.
  const rest = centred.map((row, r) => row.map((value, c) => value - xs[r]! * first[c]!));
  const second = strongestDirection(rest, columns);
  const ys = rest.map((row) => dot(row, second));
  const share = (places: readonly number[]): number =>
    total === 0 ? 0 : places.reduce((sum, place) => sum + place * place, 0) / total;
  return { places: xs.map((x, r) => [x, ys[r]!] as const), explained: [share(xs), share(ys)] };
}

/** A unit vector along which the rows are spread the widest; the same for the same rows. */
function strongestDirection(rows: readonly Float64Array[], columns: number): Float64Array {
  // No symmetric start, which could lie at right angles to the answer.
  let direction = normalized(Float64Array.from({ length: columns }, (_, c) => 1 + Math.sin(c + 1)));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = new Float64Array(columns);
    for (const row of rows) {
      const along = dot(row, direction);
      for (let c = 0; c < columns; c++) next[c]! += along * row[c]!;
    }
    const turned = normalized(next);
    const change = 1 - Math.abs(dot(turned, direction));
    direction = turned;
    if (change < CLOSE_ENOUGH) break;
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** A vector of zeros stays what it is: rows that are all equal have no direction. */
function normalized(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}
