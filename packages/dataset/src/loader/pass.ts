/**
 * One pass of a loader over its dataset: which indices make up the next batch, and where it stands.
 * Whoever makes the batches, and however many ahead, the indices and the draws are the same.
 */
import type { SamplerState } from "../samplers/sampler.ts";
import type { LoaderOrder } from "./loader-order.ts";
import type { LoaderRandom, RandomState } from "./loader-random.ts";

/** Where a resumed pass draws from. */
export interface ResumedRandom {
  /** Sets the generator to where it stood. */
  readonly restore: () => void;
  /** For a pass whose order was drawn: the order is drawn again, at the same moment, and base_seed is not. */
  readonly baseSeed: bigint | undefined;
}

export class Pass {
  /** torch's base_seed: worker thread w seeds its default generator with baseSeed + w. */
  readonly baseSeed: bigint;
  /** Batches handed out, those before a resumption included. */
  batch: number;
  /** Whether all batches were handed out and another was asked for. */
  isEnded = false;
  #isRunOut = false;
  readonly #order: LoaderOrder;
  readonly #random: LoaderRandom;
  /** Where the random numbers stood before the pass; `undefined` where that is not known. */
  readonly #start: RandomState | undefined;
  /** Where they stood when the order was drawn: between the two the user may have drawn as well. */
  #atOrder: RandomState | undefined;
  #restore: (() => void) | undefined;
  #batches: Iterator<readonly number[]> | undefined;
  #peeked: IteratorResult<readonly number[]> | undefined;

  /** Begins a pass: takes what torch takes then. @param first number of the first batch to hand out */
  constructor(order: LoaderOrder, random: LoaderRandom, first: number, resumed?: ResumedRandom) {
    this.#order = order;
    this.#random = random;
    this.batch = first;
    if (resumed?.baseSeed === undefined) resumed?.restore();
    else this.#restore = resumed.restore;
    this.#start = random.state();
    this.baseSeed = resumed?.baseSeed ?? random.beginPass();
  }

  /** Where the random numbers stood, for a state; with `baseSeed` it is where they stood when the order was drawn. */
  get drawn(): { readonly random: RandomState | undefined; readonly baseSeed: bigint | undefined } {
    if (this.#atOrder === undefined) return { random: this.#start, baseSeed: undefined };
    return { random: this.#atOrder, baseSeed: this.baseSeed };
  }

  /** The indices of the next batch; `undefined` after the last. */
  next(): readonly number[] | undefined {
    const result = this.#peeked ?? this.#ask();
    this.#peeked = undefined;
    return result.done === true ? undefined : result.value;
  }

  /** To be called when a batch is handed out. */
  handOut(): void {
    this.batch++;
    // torch's sampler has run out when it gives a last, shorter batch; however many batches are made
    // ahead, here it draws when that one is handed out.
    if (this.#order.isLastShort && this.batch === this.#order.length) this.#runOut();
  }

  /** To be called when all batches have been handed out and another is asked for. */
  end(): void {
    this.isEnded = true;
    this.#runOut();
  }

  #runOut(): void {
    if (this.#isRunOut) return;
    this.#isRunOut = true;
    this.#order.end(this.#random);
  }

  /** The sampler's state in this pass. */
  samplerState(): SamplerState | undefined {
    const { sampler } = this.#order;
    // A sampler draws when its first index is asked for; until then its state is of the pass before.
    if (sampler?.stateDict !== undefined && this.#batches === undefined) this.#peeked = this.#ask();
    return this.#random.asDefault(() => sampler?.stateDict?.());
  }

  #ask(): IteratorResult<readonly number[]> {
    if (this.#batches === undefined) {
      this.#restore?.();
      if (this.#order.kind === "shuffled") this.#atOrder = this.#random.state();
    }
    return this.#random.asDefault(() => {
      // A pass that has handed out batches has its iterator, so this is the batch to begin with.
      this.#batches ??= this.#order.batches(this.#random, this.batch)[Symbol.iterator]();
      return this.#batches.next();
    });
  }
}
