/**
 * MT19937, the Mersenne Twister: 32-bit words from a 32-bit seed.
 *
 * Source: M. Matsumoto and T. Nishimura, 1998, `init_genrand` and `genrand_int32`; torch's
 * `at::mt19937` (ATen/core/MT19937RNGEngine.h) is the same engine.
 * State: 624 words and the position of the next one. Everything that a Generator draws goes through
 * `next`, `fillWords` or `fillUniform24`, so the order of words is the order of calls.
 * Words are made 624 at a time and tempered in one loop; the tempered ones are not part of the state.
 */

/** Number of words in the state, which are made together. */
const N = 624;
const M = 397;
const MATRIX_A = 0x9908b0df;
const UPPER_MASK = 0x80000000;
const LOWER_MASK = 0x7fffffff;

export class Mt19937 {
  /** The 624 words of the engine; `restore` sets them. */
  readonly words: Uint32Array = new Uint32Array(N);
  readonly #tempered: Uint32Array = new Uint32Array(N);
  #position: number = N;

  constructor(seed: number) {
    this.seed(seed);
  }

  /** Index of the next word to hand out, 0 to 624; 624 means that the words are used up. */
  get position(): number {
    return this.#position;
  }

  /** Starts again from the low 32 bits of `seed`. */
  seed(seed: number): void {
    const words = this.words;
    words[0] = seed;
    for (let i = 1; i < N; i++) {
      const previous = words[i - 1]!;
      words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    this.#position = N;
  }

  /** Continues from the words and the position of an engine. */
  restore(words: ArrayLike<number>, position: number): void {
    this.words.set(words);
    this.#position = position;
    temper(this.words, this.#tempered);
  }

  /** The next word, `0 <= x < 2^32`. */
  next(): number {
    if (this.#position === N) this.#refill();
    return this.#tempered[this.#position++]!;
  }

  /** Passes over `count` words as if they had been handed out, which takes half as long. */
  skip(count: number): void {
    const left = N - this.#position;
    if (count <= left) {
      this.#position += count;
      return;
    }
    const rest = count - left;
    const twists = Math.ceil(rest / N);
    for (let i = 0; i < twists; i++) twist(this.words);
    temper(this.words, this.#tempered);
    this.#position = rest - (twists - 1) * N;
  }

  /** Fills `out` with the next words. */
  fillWords(out: Uint32Array): void {
    for (let at = 0; at < out.length;) {
      if (this.#position === N) this.#refill();
      const position = this.#position;
      const count = Math.min(N - position, out.length - at);
      out.set(this.#tempered.subarray(position, position + count), at);
      this.#position = position + count;
      at += count;
    }
  }

  /** Fills `out` with uniforms in [0, 1): the low 24 bits of a word each, in steps of 2^-24. */
  fillUniform24(out: Float32Array): void {
    const tempered = this.#tempered;
    for (let at = 0; at < out.length;) {
      if (this.#position === N) this.#refill();
      let position = this.#position;
      const end = at + Math.min(N - position, out.length - at);
      while (at < end) out[at++] = (tempered[position++]! & 0xffffff) * 2 ** -24;
      this.#position = position;
    }
  }

  #refill(): void {
    twist(this.words);
    temper(this.words, this.#tempered);
    this.#position = 0;
  }
}

/** The next 624 words of the state, in place. */
function twist(words: Uint32Array): void {
  // V8 reads a module's constants again at each turn of a loop, but not those of a function that it inlines.
  let current = words[0]!;
  for (let i = 0; i < N - M; i++) {
    const following = words[i + 1]!;
    words[i] = words[i + M]! ^ twisted(current, following);
    current = following;
  }
  for (let i = N - M; i < N - 1; i++) {
    const following = words[i + 1]!;
    words[i] = words[i + M - N]! ^ twisted(current, following);
    current = following;
  }
  words[N - 1] = words[M - 1]! ^ twisted(current, words[0]!);
}

function twisted(current: number, following: number): number {
  const mixed = (current & UPPER_MASK) | (following & LOWER_MASK);
  // A mask instead of a condition, which a processor would guess wrong every second time.
  return (mixed >>> 1) ^ (-(following & 1) & MATRIX_A);
}

/** The words as they are handed out. */
function temper(words: Uint32Array, out: Uint32Array): void {
  for (let i = 0; i < N; i++) {
    let word = words[i]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    out[i] = word ^ (word >>> 18);
  }
}
