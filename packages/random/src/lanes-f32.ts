/**
 * Steps that the passes of radius-f32.ts and turn-f32.ts have in common.
 *
 * A pass does one step for all lanes, a lane being one pair of words; a lane's values wait in
 * Float32Arrays, whose stores round to float32. Within a lane each step needs the one before, and a
 * processor that works on one lane at a time waits most of its time: one loop over all steps took
 * 1.5 times as long.
 */

/** Lanes of a pass: their arrays stay in the first cache. 128 were as fast. */
export const LANES = 512;

/** y = fround(y * x + coefficient), for the first n lanes: a step of Horner's rule. */
export function hornerStep(y: Float32Array, x: Float32Array, coefficient: number, n: number): void {
  for (let i = 0; i < n; i++) y[i] = y[i]! * x[i]! + coefficient;
}

/** y = fround(y * x), for the first n lanes. */
export function multiply(y: Float32Array, x: Float32Array, n: number): void {
  for (let i = 0; i < n; i++) y[i] = y[i]! * x[i]!;
}
