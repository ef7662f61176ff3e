/** Sequences of ids, each once, in the order in which they come. */
export class CompletionSet {
  readonly all: number[][] = [];
  readonly #ones = new Set<number>();
  readonly #longer = new Set<string>();

  addOne(id: number): void {
    if (this.#ones.has(id)) return;
    this.#ones.add(id);
    this.all.push([id]);
  }

  /** @param ids copied */
  add(ids: ArrayLike<number>): void {
    if (ids.length === 1) return this.addOne(ids[0]!);
    const copy = Array.from(ids);
    const key = copy.join();
    if (this.#longer.has(key)) return;
    this.#longer.add(key);
    this.all.push(copy);
  }
}
