/**
 * Uniforms as torch makes them: float32 from the low 24 bits of a word, float64 from the low 53 bits
 * of two. Anything but [0, 1) is then `x * (to - from) + from`, in the dtype and fused.
 *
 * Source: ATen/core/TransformationHelper.h (uniform_real). Not in that source, but seen in torch
 * 2.13's builds for x86 (test/fixtures): the last step is an FMA, and where it rounds up to `to`,
 * which is not part of the range, the value is `from`.
 */
import { fma32 } from "./fma32.ts";
import { fma64 } from "./fma64.ts";
import type { Mt19937 } from "./mt19937.ts";

/** A uniform in [0, 1), in steps of 2^-53: 21 bits of the first word, all of the second. */
export function uniform64(engine: Mt19937): number {
  const high = engine.next() & 0x1fffff;
  return (high * 2 ** 32 + engine.next()) * 2 ** -53;
}

/** Fills `out` with uniforms in [0, 1). */
export function fillUniform(engine: Mt19937, out: Float32Array | Float64Array): void {
  if (out instanceof Float32Array) engine.fillUniform24(out);
  else for (let i = 0; i < out.length; i++) out[i] = uniform64(engine);
}

/** Uniforms in [0, 1) to uniforms in [from, to), which are values of the array's dtype, as is their difference. */
export function scaleUniform(out: Float32Array | Float64Array, from: number, to: number): void {
  const fma = out instanceof Float32Array ? fma32 : fma64;
  const width = out instanceof Float32Array ? Math.fround(to - from) : to - from;
  for (let i = 0; i < out.length; i++) {
    const value = fma(out[i]!, width, from);
    out[i] = value === to ? from : value;
  }
}
