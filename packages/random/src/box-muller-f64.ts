/**
 * The two Box-Muller forms that torch computes in double precision with the C library.
 *
 * Source: ATen/core/DistributionsHelper.h (normal_distribution<double>, one value at a time) and
 * native/cpu/DistributionTemplates.h (normal_fill_16<double>, blocks of sixteen). torch's builds for
 * x86 contract `times std plus mean` to an FMA.
 * log, cos and sin are the JavaScript engine's, and may differ from the C library's in the last bit.
 */
import { fma64 } from "./fma64.ts";

/** A pair of standard normals from two uniforms in [0, 1): the first is used, the second cached. */
export function normalPair(u1: number, u2: number): readonly [first: number, second: number] {
  const radius = Math.sqrt(-2 * Math.log1p(-u2));
  const angle = 2 * Math.PI * u1;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** Turns the 16 uniforms at `at` into normals of the given mean and standard deviation, in place. */
export function normalBlockF64(d: Float64Array, at: number, mean: number, std: number): void {
  for (let j = at; j < at + 8; j++) {
    const radius = Math.sqrt(-2 * Math.log(1 - d[j]!));
    const angle = 2 * Math.PI * d[j + 8]!;
    d[j] = fma64(radius * Math.cos(angle), std, mean);
    d[j + 8] = fma64(radius * Math.sin(angle), std, mean);
  }
}
