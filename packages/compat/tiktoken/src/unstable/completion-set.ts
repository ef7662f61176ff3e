/** Sequences of ids, each once, in the order in which they come. */
import { numbersOf } from "../numbers-of.ts";

/** Ids are below this. */
const IDS = 2 ** 20;

export class CompletionSet {
  readonly all: number[][] = [];
  /** Sequences of one id, or of two as one number. */
  readonly #short = new Set<number>();
  readonly #longer = new Set<string>();
  /** Those of one id that came first, as long as no others are compared with them. */
  #first: Int32Array | undefined;

  /** @param ids the first that come, each a sequence of its own, none there twice */
  constructor(ids: Int32Array) {
    this.#first = ids;
    for (let i = 0; i < ids.length; i++) this.all.push([ids[i]!]);
  }

  /** @param ids copied, as many as `count` */
  add(ids: Int32Array, count: number): void {
    if (this.#isNew(ids, count)) this.all.push(numbersOf(ids, 0, count));
  }

  #isNew(ids: Int32Array, count: number): boolean {
    if (count > 2) return isAdded(this.#longer, ids.subarray(0, count).join());
    if (count === 2) return isAdded(this.#short, (ids[0]! + 1) * IDS + ids[1]!);
    if (this.#first !== undefined) for (const id of this.#first) this.#short.add(id);
    this.#first = undefined;
    return isAdded(this.#short, ids[0]!);
  }
}

function isAdded<T>(set: Set<T>, value: T): boolean {
  const size = set.size;
  return set.add(value).size > size;
}
