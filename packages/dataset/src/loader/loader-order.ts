/** The orders that a loader can take samples in, as batches of indices. */
import { describe } from "@windrow/core";
import { DatasetError } from "../errors.ts";

import type { Randomness, SamplerState } from "../samplers/sampler.ts";
import type { LoaderRandom } from "./loader-random.ts";

/** A sampler, of indices or of batches of indices. */
export interface SamplerOf<T> extends Iterable<T> {
  readonly length: number;
  readonly randomness?: Randomness | undefined;
  from?(position: number): Iterable<T>;
  stateDict?(): SamplerState;
  loadStateDict?(state: SamplerState): void;
}

export interface LoaderOrder {
  /** What decides the order, for a state. */
  readonly kind: "sequential" | "shuffled" | "sampler" | "batchSampler";
  /** Number of batches in a pass. */
  readonly length: number;
  /** The sampler, where there is one: it has a state of its own. */
  readonly sampler: SamplerOf<unknown> | undefined;
  /** The batches of a pass from one on. Draws when the first is asked for. */
  batches(random: LoaderRandom, first: number): Iterable<readonly number[]>;
  /** Whether the last batch has fewer samples: then the indices run out with it, not with what is asked for after it. */
  readonly isLastShort: boolean;
  /** Draws what is drawn when the indices run out. */
  end(random: LoaderRandom): void;
}

/** How indices become batches. */
export interface Batching {
  readonly batchSize: number;
  readonly dropLast: boolean;
}

/** Indices 0 to n - 1 as they are. */
export function sequentialOrder(n: number, batching: Batching): LoaderOrder {
  return {
    kind: "sequential",
    length: batchCount(n, batching),
    sampler: undefined,
    isLastShort: isLastShort(n, batching),
    batches: (_, first) => grouped(indicesFrom(first * batching.batchSize, n), batching),
    end: () => {},
  };
}

/** Indices 0 to n - 1 in a new random order each pass; takes 4 bytes an index. */
export function shuffledOrder(n: number, batching: Batching): LoaderOrder {
  return {
    kind: "shuffled",
    length: batchCount(n, batching),
    sampler: undefined,
    isLastShort: isLastShort(n, batching),
    *batches(random, first) {
      yield* grouped(random.shuffle(n).subarray(first * batching.batchSize), batching);
    },
    end: (random) => random.endShuffle(n),
  };
}

/** The indices of a sampler; n is the dataset's length, which they are below. */
export function samplerOrder(sampler: SamplerOf<number>, n: number, batching: Batching): LoaderOrder {
  return {
    kind: "sampler",
    length: batchCount(sampler.length, batching),
    sampler,
    isLastShort: isLastShort(sampler.length, batching),
    batches: (_, first) => grouped(checked(from(sampler, first * batching.batchSize), n), batching),
    end: () => {},
  };
}

/** The batches of indices of a sampler. */
export function batchSamplerOrder(sampler: SamplerOf<readonly number[]>, n: number): LoaderOrder {
  return {
    kind: "batchSampler",
    length: sampler.length,
    sampler,
    isLastShort: false,
    *batches(_, first) {
      for (const batch of from(sampler, first)) {
        if (!Array.isArray(batch)) throw outOfRange(batch, "an array of indices");
        yield [...checked(batch, n)];
      }
    },
    end: () => {},
  };
}

/** A sampler's pass from a place on, or from its end; without a way of its own what is before is skipped. */
export function from<T>(sampler: SamplerOf<T>, place: number): Iterable<T> {
  // A last, shorter batch ends before a whole one would.
  const position = Math.min(place, sampler.length);
  if (position === 0) return sampler;
  return sampler.from === undefined ? passOver(sampler, position) : sampler.from(position);
}

function* passOver<T>(items: Iterable<T>, count: number): Iterable<T> {
  let passed = 0;
  for (const item of items) if (passed++ >= count) yield item;
}

function* indicesFrom(first: number, end: number): Iterable<number> {
  for (let index = first; index < end; index++) yield index;
}

function* checked(indices: Iterable<number>, n: number): Iterable<number> {
  for (const index of indices) {
    if (!(Number.isInteger(index) && index >= 0 && index < n)) {
      throw outOfRange(index, `an integer from 0 to ${n - 1}, an index of the dataset`);
    }
    yield index;
  }
}

function* grouped(indices: Iterable<number>, { batchSize, dropLast }: Batching): Iterable<readonly number[]> {
  let batch: number[] = [];
  for (const index of indices) {
    batch.push(index);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0 && !dropLast) yield batch;
}

function batchCount(indices: number, { batchSize, dropLast }: Batching): number {
  return dropLast ? Math.floor(indices / batchSize) : Math.ceil(indices / batchSize);
}

function isLastShort(indices: number, { batchSize, dropLast }: Batching): boolean {
  return !dropLast && indices % batchSize !== 0;
}

function outOfRange(got: unknown, expected: string): DatasetError {
  return new DatasetError(
    "DATASET_INDEX_OUT_OF_RANGE",
    `the sampler returned ${describe(got)}; expected ${expected}.`,
    {
      index: got,
    },
  );
}
