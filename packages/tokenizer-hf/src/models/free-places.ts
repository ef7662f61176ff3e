/**
 * Which places of a double array are free. Each place knows one further on that may be free, so that those that are
 * taken are stepped over at once. For a single child the first free place is taken; for several, places are tried behind
 * those where that took long.
 */

/** Places that are tried for several children before one behind all others is taken. */
const MAX_TRIES = 64;

export class FreePlaces {
  /** By place: itself where it is free, else one further on that may be. */
  #next: Int32Array;
  /** Behind the last place that is taken. */
  end = 0;
  /** Where places are tried for several children: before, few are free. */
  #from = 1;

  constructor(size: number) {
    this.#next = Int32Array.from({ length: size + 1 }, (_, at) => at);
  }

  get size(): number {
    return this.#next.length - 1;
  }

  take(place: number): void {
    this.#next[place] = place + 1;
    if (place >= this.end) this.end = place + 1;
  }

  /** Takes places for children. @param codes the first `count` of these, in order */
  baseFor(codes: Int32Array, count: number): number {
    const first = codes[0]!;
    const last = codes[count - 1]!;
    let tries = 0;
    let place = this.#free(count === 1 ? first : Math.max(first, this.#from));
    while (!this.#fits(place - first, codes, count)) {
      if (++tries === MAX_TRIES) {
        this.#from = place;
        place = this.#free(Math.max(first, this.end));
      } else place = this.#free(place + 1);
    }
    const base = place - first;
    this.#grow(base + last + 1);
    for (let i = 0; i < count; i++) this.take(base + codes[i]!);
    return base;
  }

  #fits(base: number, codes: Int32Array, count: number): boolean {
    for (let i = 1; i < count; i++) {
      const place = base + codes[i]!;
      if (place < this.size && this.#next[place] !== place) return false;
    }
    return true;
  }

  /** The first free place from one on. */
  #free(from: number): number {
    this.#grow(from + 1);
    let place = from;
    while (this.#next[place] !== place) {
      const after = this.#next[place]!;
      this.#grow(after + 1);
      // Halving the way, for those that come later.
      this.#next[place] = this.#next[after]!;
      place = after;
    }
    return place;
  }

  #grow(size: number): void {
    const before = this.#next.length;
    if (size < before) return;
    const next = new Int32Array(Math.max(size + 1, 2 * before));
    next.set(this.#next);
    for (let at = before; at < next.length; at++) next[at] = at;
    this.#next = next;
  }
}
