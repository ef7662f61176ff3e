/** The contract between samplers and whoever takes their indices. */

/** What decides the order of a pass: plain JSON, 64-bit numbers as decimal strings. */
export interface SamplerState {
  /** Which sampler it is of. */
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** Indices in the order in which a loader takes them. Each iteration is one pass (epoch). */
export interface Sampler extends Iterable<number> {
  /** Number of indices in one pass. */
  readonly length: number;
  /** As iterating, but from the index at place `position` of the pass on, without making what is before. Begins a pass like iterating does. */
  from?(position: number): Iterable<number>;
  /** What decides the order of the pass begun last (or, before any, of the next): plain JSON, below 9 kB. */
  stateDict?(): SamplerState;
  /** The next pass begun has the order of the pass that the state was taken of. @throws DatasetError DATASET_STATE_MISMATCH naming the field where the state is of another sampler or other options */
  loadStateDict?(state: SamplerState): void;
}
