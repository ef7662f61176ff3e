/** Indices to a batch: windows straight into the batch's arrays, samples of another kind through a collate. */
import type { Batch, Dataset, TokenIds, TokenWindow } from "@windrow/interfaces";
import { DatasetError } from "../errors.ts";
import { batchOf, type MakeArrays } from "./batch-arrays.ts";
import { collateWindows } from "./collate-windows.ts";

/** Makes batches, in the thread of the loader or in a worker. */
export interface BatchMaker<Output> {
  /** @throws DatasetError DATASET_NEEDS_ASYNC where a sample or the batch is a promise; what the dataset and the collate throw */
  make(indices: readonly number[]): Output;
  /** The same, waiting for what is a promise. */
  makeAsync(indices: readonly number[]): Output | Promise<Output>;
}

/** Puts samples together. */
export type Collate<Sample, Output> = (samples: readonly Awaited<Sample>[]) => Output;

/** A dataset that copies its windows into a batch by itself, as SlidingWindowDataset does. */
export interface WindowCopier {
  readonly maxLength: number;
  copyWindows(indices: ArrayLike<number>, inputs: TokenIds, targets: TokenIds): void;
}

/**
 * The batches of a dataset.
 * @param collate by default windows become two tensors
 * @param arrays where the ids of windows go
 */
export function batchMaker<Sample, Output>(
  dataset: Dataset<Sample>,
  collate: Collate<Sample, Output> | undefined,
  arrays: MakeArrays,
): BatchMaker<Output> {
  if (collate !== undefined) return collatedBatches(dataset, collate);
  const maker: BatchMaker<Batch> = copiesWindows(dataset)
    ? windowBatches(dataset, arrays)
    : collatedBatches(dataset as Dataset<unknown> as Dataset<TokenWindow>, (windows) =>
        collateWindows(windows, arrays),
      );
  // Without a collate the output is what the default makes.
  return maker as BatchMaker<unknown> as BatchMaker<Output>;
}

function copiesWindows<Sample>(dataset: Dataset<Sample>): dataset is Dataset<Sample> & WindowCopier {
  const { copyWindows, maxLength } = dataset as Partial<WindowCopier>;
  return typeof copyWindows === "function" && Number.isSafeInteger(maxLength);
}

function windowBatches(dataset: WindowCopier, arrays: MakeArrays): BatchMaker<Batch> {
  const sequence = dataset.maxLength;
  const make = (indices: readonly number[]): Batch => {
    const room = arrays(indices.length * sequence);
    dataset.copyWindows(indices, room[0], room[1]);
    return batchOf(room, indices.length, sequence);
  };
  return { make, makeAsync: make };
}

function collatedBatches<Sample, Output>(
  dataset: Dataset<Sample>,
  collate: Collate<Sample, Output>,
): BatchMaker<Output> {
  const samplesOf = (indices: readonly number[]): Sample[] => indices.map((index) => dataset.get(index));
  return {
    make(indices) {
      const samples = samplesOf(indices);
      if (samples.some(isPromise)) throw needsAsync("a sample");
      const batch = collate(samples as Awaited<Sample>[]);
      if (isPromise(batch)) throw needsAsync("the collate's batch");
      return batch;
    },
    async makeAsync(indices) {
      return collate(await Promise.all(samplesOf(indices)));
    },
  };
}

function isPromise(value: unknown): boolean {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === "function";
}

function needsAsync(what: string): DatasetError {
  return new DatasetError("DATASET_NEEDS_ASYNC", `${what} is a promise; iterate the loader with for await.`);
}
