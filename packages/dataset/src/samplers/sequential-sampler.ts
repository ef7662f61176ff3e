/** Indices in their own order. Source: torch/utils/data/sampler.py, SequentialSampler. */
import { checkPosition, checkSource, type SamplerSource } from "../sampler-options.ts";
import type { Sampler, SamplerState } from "./sampler.ts";
import { checkSamplerState } from "./sampler-state.ts";

/**
 * `0, 1, ... length - 1` in every pass, as `torch.utils.data.SequentialSampler`.
 *
 * @example
 * [...new SequentialSampler(3)]; // [ 0, 1, 2 ]
 */
export class SequentialSampler implements Sampler {
  /** Number of indices in one pass: the dataset's length. */
  readonly length: number;

  /**
   * @param dataset anything with a length, or the length itself
   * @throws DatasetError DATASET_INVALID_OPTION
   */
  constructor(dataset: SamplerSource) {
    this.length = checkSource(dataset);
  }

  /** Begins a pass. */
  [Symbol.iterator](): IterableIterator<number> {
    return this.from(0);
  }

  /** Begins a pass at place `position`, 0 to length. @throws DatasetError DATASET_INVALID_OPTION */
  from(position: number): IterableIterator<number> {
    return range(checkPosition(position, this.length), this.length);
  }

  /** The sampler's length: its order has nothing else. */
  stateDict(): SamplerState {
    return { kind: "SequentialSampler", length: this.length };
  }

  /** Compares the state, there is nothing to set. @throws DatasetError DATASET_STATE_MISMATCH */
  loadStateDict(state: SamplerState): void {
    checkSamplerState(state, { kind: "SequentialSampler", length: this.length });
  }
}

function* range(start: number, end: number): IterableIterator<number> {
  for (let index = start; index < end; index++) yield index;
}
