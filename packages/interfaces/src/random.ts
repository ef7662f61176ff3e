/** A stream of random numbers that datasets and embeddings draw from. */
export interface RandomSource {
  /** The next word: an integer `0 <= x < 2^32`. */
  random32(): number;
  /** Two words as one integer `0n <= x < 2n ** 64n`; the first word is the high half. */
  random64(): bigint;
  /** `n` float32 values of the standard normal distribution. */
  randn(n: number): Float32Array;
  /** A random order of `0 .. n - 1`. */
  randperm(n: number): Int32Array;
}
