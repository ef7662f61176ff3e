/**
 * MT19937, the Mersenne Twister: 32-bit words from a 32-bit seed.
 *
 * Source: M. Matsumoto and T. Nishimura, 1998, `init_genrand` and `genrand_int32`; torch's
 * `at::mt19937` (ATen/core/MT19937RNGEngine.h) is the same engine.
 * State: 624 words and the position of the next one. Everything that a Generator draws goes through
 * `next` or `fillUniform24`, so the order of words is the order of calls.
 */

const N = 624;
const M = 397;
const MATRIX_A = 0x9908b0df;
const UPPER_MASK = 0x80000000;
const LOWER_MASK = 0x7fffffff;

export class Mt19937 {
  /** The 624 words of the engine. */
  readonly words: Uint32Array = new Uint32Array(N);
  /** Index of the next word to hand out, 0 to 624; 624 means that the words are used up. */
  position: number = N;

  constructor(seed: number) {
    this.seed(seed);
  }

  /** Starts anew from the low 32 bits of `seed`. */
  seed(seed: number): void {
    const words = this.words;
    words[0] = seed >>> 0;
    for (let i = 1; i < N; i++) {
      const previous = words[i - 1]!;
      words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    this.position = N;
  }

  /** The next word, `0 <= x < 2^32`. */
  next(): number {
    if (this.position === N) this.#twist();
    return temper(this.words[this.position++]!);
  }

  /** Fills `out` with uniforms in [0, 1): the low 24 bits of a word each, in steps of 2^-24. */
  fillUniform24(out: Float32Array): void {
    const words = this.words;
    let position = this.position;
    for (let i = 0; i < out.length; i++) {
      if (position === N) {
        this.#twist();
        position = 0;
      }
      out[i] = (temper(words[position++]!) & 0xffffff) * 2 ** -24;
    }
    this.position = position;
  }

  #twist(): void {
    const words = this.words;
    let i = 0;
    for (; i < N - M; i++) words[i] = words[i + M]! ^ twisted(words[i]!, words[i + 1]!);
    for (; i < N - 1; i++) words[i] = words[i + M - N]! ^ twisted(words[i]!, words[i + 1]!);
    words[N - 1] = words[M - 1]! ^ twisted(words[N - 1]!, words[0]!);
    this.position = 0;
  }
}

function twisted(current: number, following: number): number {
  const mixed = (current & UPPER_MASK) | (following & LOWER_MASK);
  return (mixed >>> 1) ^ (following & 1 ? MATRIX_A : 0);
}

function temper(word: number): number {
  word ^= word >>> 11;
  word ^= (word << 7) & 0x9d2c5680;
  word ^= (word << 15) & 0xefc60000;
  return (word ^ (word >>> 18)) >>> 0;
}
