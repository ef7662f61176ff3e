/**
 * float32 fused multiply-add: `a * b + c` of float32 values, rounded once.
 *
 * The product of two float32 is exact in double. The sum is then rounded to double and again to
 * float32; the two roundings differ from one only where the double lies exactly half-way between
 * two float32 values and is not the exact sum. That case is seen by `halfway` and settled by the
 * sign of what the first rounding lost (Knuth's TwoSum).
 * Ranges: results in float32's normal range, as in the Box-Muller polynomials.
 */
export function fma32(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const rounded = Math.fround(sum);
  const excess = sum - rounded;
  if (excess === 0) return rounded;
  const neighbour = rounded + 2 * excess;
  const halfway = Math.fround(neighbour) === neighbour;
  return halfway ? settle(product, c, sum, rounded, neighbour) : rounded;
}

function settle(product: number, c: number, sum: number, rounded: number, neighbour: number): number {
  const addend = sum - product;
  const lost = product - (sum - addend) + (c - addend);
  if (lost === 0) return rounded;
  return lost > 0 ? Math.max(rounded, neighbour) : Math.min(rounded, neighbour);
}
