/**
 * Words to normals, float32, bit for bit as torch on x86 with AVX2 (and AVX512).
 *
 * A block is 16 words, of which the low 24 bits count: d = bits * 2^-24. For j < 8: u1 = 1 - d[j],
 * u2 = d[j + 8], r = sqrt(-2 log u1), out[j] = r cos(2 pi u2), out[j + 8] = r sin(2 pi u2), then
 * times std plus mean in one fused step. radius-f32.ts has the radius, turn-f32.ts the rest.
 * Cost: constant per block, no allocation.
 * Source: ATen/native/cpu/DistributionTemplates.h (normal_fill_AVX2) in torch.
 *
 * torch's scalar build (ATEN_CPU_CAPABILITY=default, ARM) uses libm instead and differs in the
 * last bits; it is not reproduced here.
 *
 * Tried: one loop over all steps of a pair, 1.5 times as long (lanes-f32.ts says why). In that form,
 * with branches for quarters and exponents, a true FMA in every step had taken 2.8 times as long.
 */
import { fma32 } from "./fma32.ts";
import { LANES } from "./lanes-f32.ts";
import { fillRadii } from "./radius-f32.ts";
import { turnRadii } from "./turn-f32.ts";

/** The most words that `normalsF32` takes at a time. */
export const MAX_WORDS: number = 2 * LANES;

const radii = new Float32Array(LANES);

/**
 * Turns words into as many normals at `at`.
 * @param words at most MAX_WORDS, in blocks of 16
 * @param mean a float32, as is std
 */
export function normalsF32(words: Uint32Array, out: Float32Array, at: number, mean: number, std: number): void {
  const n = words.length / 2;
  fillRadii(words, radii, n);
  if (mean === 0 && std === 1) {
    // Times 1 plus 0 is left of the last step: it turns -0 into 0.
    turnRadii(words, radii, n, out, at, mean);
    return;
  }
  turnRadii(words, radii, n, out, at, -0);
  const end = at + words.length;
  if (mean === 0) for (let i = at; i < end; i++) out[i] = out[i]! * std + mean; // an exact product, rounded once
  else for (let i = at; i < end; i++) out[i] = fma32(out[i]!, std, mean);
}
