/**
 * Fills arrays with normals from 16 values on, where torch makes them in blocks of 16.
 *
 * The words of a float32 are those of `randn`: one a value. A rest of fewer than 16 is not a short
 * block: torch draws the last sixteen places again.
 * Source: ATen/native/cpu/DistributionTemplates.h (normal_fill, normal_fill_AVX2).
 */
import { MAX_WORDS, normalsF32 } from "./box-muller-f32.ts";
import { normalBlockF64 } from "./box-muller-f64.ts";
import type { Mt19937 } from "./mt19937.ts";
import { fillUniform } from "./uniform.ts";

/** From this size on torch fills normals in blocks; smaller arrays are drawn one by one. */
export const BLOCK = 16;

const words = new Uint32Array(MAX_WORDS);

/** Fills `out`, of 16 values or more, with normals of the given mean and standard deviation. */
export function fillNormal(engine: Mt19937, out: Float32Array | Float64Array, mean: number, std: number): void {
  const n = out.length;
  const whole = n - (n % BLOCK);
  if (out instanceof Float32Array) {
    for (let at = 0; at < whole; at += MAX_WORDS) fillF32(engine, out, at, Math.min(MAX_WORDS, whole - at), mean, std);
    if (whole === n) return;
    engine.skip(n - whole); // drawn, and overwritten
    fillF32(engine, out, n - BLOCK, BLOCK, mean, std);
  } else {
    fillUniform(engine, out);
    for (let at = 0; at < whole; at += BLOCK) normalBlockF64(out, at, mean, std);
    if (whole === n) return;
    fillUniform(engine, out.subarray(n - BLOCK));
    normalBlockF64(out, n - BLOCK, mean, std);
  }
}

function fillF32(engine: Mt19937, out: Float32Array, at: number, n: number, mean: number, std: number): void {
  const drawn = n === words.length ? words : words.subarray(0, n);
  engine.fillWords(drawn);
  normalsF32(drawn, out, at, Math.fround(mean), Math.fround(std));
}
