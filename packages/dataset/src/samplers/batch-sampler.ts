/** A sampler's indices in groups. Source: torch/utils/data/sampler.py, BatchSampler. */
import { checkBoolean, checkInteger } from "@windrow/core";
import { checkSampler, fail } from "../options.ts";
import { checkPosition } from "../sampler-options.ts";
import type { Randomness, Sampler, SamplerState } from "./sampler.ts";
import { stateMismatch } from "../state-mismatch.ts";
import { checkSamplerState } from "./sampler-state.ts";

/**
 * The indices of a sampler in arrays of `batchSize`, as `torch.utils.data.BatchSampler`.
 *
 * @example
 * [...new BatchSampler(new SequentialSampler(5), 2, false)]; // [ [ 0, 1 ], [ 2, 3 ], [ 4 ] ]
 */
export class BatchSampler implements Iterable<number[]> {
  /** The sampler, as given. */
  readonly sampler: Sampler;
  /** Indices in a batch. */
  readonly batchSize: number;
  /** Whether a last batch of fewer indices is left out. */
  readonly dropLast: boolean;

  /**
   * @param sampler an iterable of indices with a length, such as an array
   * @param batchSize indices in a batch, at least 1
   * @param dropLast whether a last batch of fewer indices is left out
   * @throws DatasetError DATASET_INVALID_OPTION
   */
  constructor(sampler: Sampler, batchSize: number, dropLast: boolean) {
    this.sampler = checkSampler("sampler", sampler);
    this.batchSize = checkInteger(fail, "batchSize", batchSize, 1);
    this.dropLast = checkBoolean(fail, "dropLast", dropLast);
  }

  /** Number of batches in one pass. */
  get length(): number {
    const batches = this.sampler.length / this.batchSize;
    return this.dropLast ? Math.floor(batches) : Math.ceil(batches);
  }

  /** What decides the sampler's order, where that says it. */
  get randomness(): Randomness | undefined {
    return this.sampler.randomness;
  }

  /** Begins a pass. */
  [Symbol.iterator](): IterableIterator<number[]> {
    return this.from(0);
  }

  /**
   * Begins a pass at batch `position`, 0 to length. Where the sampler has no `from`, its indices
   * before are made and thrown away.
   * @throws DatasetError DATASET_INVALID_OPTION
   */
  from(position: number): IterableIterator<number[]> {
    checkPosition(position, this.length);
    const { sampler, batchSize } = this;
    // The end of the last, shorter batch is the sampler's end.
    const start = Math.min(position * batchSize, sampler.length);
    if (start === 0) return this.#batches(sampler[Symbol.iterator](), 0);
    if (typeof sampler.from === "function") return this.#batches(sampler.from(start)[Symbol.iterator](), 0);
    return this.#batches(sampler[Symbol.iterator](), start);
  }

  /** Options, and the sampler's state: null where it has none and so has to give the same order again. */
  stateDict(): SamplerState {
    return { ...this.#options(), sampler: this.sampler.stateDict?.() ?? null };
  }

  /** Makes the next pass that of the state. @throws DatasetError DATASET_STATE_MISMATCH */
  loadStateDict(state: SamplerState): void {
    checkSamplerState(state, this.#options());
    const inner = state["sampler"];
    if (typeof this.sampler.loadStateDict === "function" && inner !== null)
      this.sampler.loadStateDict(inner as SamplerState);
    else if (typeof this.sampler.stateDict === "function" || inner !== null) {
      throw stateMismatch("sampler", "sampler", inner, "the state of this sampler's own");
    }
  }

  #options(): SamplerState {
    return { kind: "BatchSampler", batchSize: this.batchSize, dropLast: this.dropLast };
  }

  *#batches(indices: Iterator<number>, skipped: number): IterableIterator<number[]> {
    let batch: number[] = [];
    let toSkip = skipped;
    for (const index of { [Symbol.iterator]: () => indices }) {
      if (toSkip-- > 0) continue;
      batch.push(index);
      if (batch.length < this.batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0 && !this.dropLast) yield batch;
  }
}
