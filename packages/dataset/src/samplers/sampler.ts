/** The contract of samplers: what a loader asks of an order of indices. Types only. */

/** A value that `JSON.stringify` keeps as it is. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [field: string]: JsonValue };

/**
 * What decides the order of one pass: plain JSON, below 9 kB, with seeds as decimal strings, because
 * JSON has no 64-bit integers.
 */
export interface SamplerState {
  /** Name of the sampler's class. */
  readonly kind: string;
  readonly [field: string]: JsonValue;
}

/**
 * What decides a random order: a seed of the sampler's own, a generator that it was given, or the
 * default generator of @windrow/random, which a loader's `seed` stands in for.
 */
export type Randomness = "seed" | "generator" | "default";

/** Indices in the order in which a loader takes them. Each iteration is one pass (epoch). */
export interface Sampler extends Iterable<number> {
  /** Number of indices in one pass. */
  readonly length: number;
  /** What decides a random order. With `"seed"` a loader's own `seed` is refused: it could not change the order. */
  readonly randomness?: Randomness | undefined;
  /**
   * As iterating, but from the index at place `position` of the pass on, without making what is
   * before. Begins a pass like iterating does.
   */
  from?(position: number): Iterable<number>;
  /** What decides the order of the pass begun last (or, before any, of the next): plain JSON, below 9 kB. */
  stateDict?(): SamplerState;
  /**
   * The next pass begun has the order of the pass that the state was taken of.
   * @throws DatasetError DATASET_STATE_MISMATCH naming the field where the state is of another
   *   sampler or other options
   */
  loadStateDict?(state: SamplerState): void;
}
