/**
 * `torch.multinomial` of float64 weights on the CPU, draw for draw.
 *
 * With replacement: each sample is the first place whose cumulative share is at least a 53-bit
 * uniform. Without replacement, and for one sample: each weight is divided by an exponential draw
 * -log(1 - u), and the largest quotients are taken in falling order (the "exponential race", which
 * gives every order the probability that drawing one by one has).
 * A uniform takes two words: the low 53 bits of the first as the high half and the second.
 * Source: aten/src/ATen/native/cpu/MultinomialKernel.cpp and native/Distributions.cpp, torch 2.13,
 * checked there on x86. log1p is the JavaScript engine's: its last bit could differ from torch's, which
 * changes an order only where two quotients agree in all 52 bits but the last.
 */
import type { RandomSource } from "@windrow/interfaces";

/** Cumulative shares of weights whose sum is above 0; the last is 1. */
export function cumulativeShares(weights: Float64Array): Float64Array {
  const shares = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) shares[i] = sum += weights[i]!;
  for (let i = 0; i < shares.length; i++) shares[i] = shares[i]! / sum;
  shares[shares.length - 1] = 1;
  return shares;
}

/** `count` places drawn with replacement. Takes 2 * count words, and 4 bytes a place. */
export function drawWithReplacement(random: RandomSource, shares: Float64Array, count: number): Int32Array {
  const places = new Int32Array(count);
  for (let i = 0; i < count; i++) places[i] = firstAtLeast(shares, uniform53(random));
  return places;
}

/** `count` different places, by falling quotient. Takes 2 words a weight, and 12 bytes a weight meanwhile. */
export function drawWithoutReplacement(random: RandomSource, weights: Float64Array, count: number): Int32Array {
  const quotients = new Float64Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const exponential = -Math.log1p(-uniform53(random));
    // A weight of 0 never comes, not even beside an exponential of 0.
    quotients[i] = weights[i] === 0 ? -1 : weights[i]! / exponential;
  }
  // Sorting numbers is quick, sorting places by a comparison is not: so only what is taken is.
  const least = quotients.toSorted()[quotients.length - count]!;
  const places: number[] = [];
  for (let i = 0; i < quotients.length; i++) if (quotients[i]! >= least) places.push(i);
  return Int32Array.from(places.toSorted((a, b) => quotients[b]! - quotients[a]!).slice(0, count));
}

/** A uniform in [0, 1), a multiple of 2^-53. */
function uniform53(random: RandomSource): number {
  const high = random.random32() & 0x1fffff;
  return (high * 2 ** 32 + random.random32()) * 2 ** -53;
}

/** The first place whose share is at least `x`; the shares rise and the last is 1. */
function firstAtLeast(shares: Float64Array, x: number): number {
  let [low, high] = [0, shares.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (shares[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
