/** A part of a dataset, by its indices. Source: torch/utils/data/dataset.py, Subset. */
import { invalidOption } from "@windrow/core";
import type { Dataset, TokenIds, WorkerModule } from "@windrow/interfaces";
import type { WindowCopier } from "../batches/batch-maker.ts";
import { DatasetError } from "../errors.ts";
import { checkDataset, fail } from "../options.ts";
import { murmur3 } from "./murmur3.ts";
import { subsetInWorker } from "./subset-in-worker.ts";

/**
 * The samples of a dataset at some indices, as `torch.utils.data.Subset`.
 *
 * @example
 * const odd = new Subset(dataset, [1, 3, 5]);
 * odd.get(2); // dataset.get(5)
 */
export class Subset<Sample> implements Dataset<Sample> {
  /** The whole dataset, as given. */
  readonly dataset: Dataset<Sample>;
  /** Indices into it, as given: not a copy. They must not change while the subset is used. */
  readonly indices: ArrayLike<number>;
  /** The dataset's fingerprint with a checksum of the indices, where the dataset has one; made when first read. */
  declare readonly fingerprint?: string;
  /** How a worker thread makes the same subset, where it can make the dataset. */
  declare readonly workerModule?: WorkerModule;
  /** Tokens in the input of a window, if the dataset has windows. */
  declare readonly maxLength?: number;
  /** Copies the subset's windows, if the dataset copies windows itself. */
  declare readonly copyWindows?: (indices: ArrayLike<number>, inputs: TokenIds, targets: TokenIds) => void;

  /** @throws DatasetError DATASET_INVALID_OPTION */
  constructor(dataset: Dataset<Sample>, indices: ArrayLike<number>) {
    this.dataset = checkDataset(dataset);
    const isArray = typeof indices === "object" && indices !== null && Number.isSafeInteger(indices.length);
    if (!isArray) throw invalidOption(fail, "indices", indices, "an array of indices");
    this.indices = indices;
    // Checksums are not free, and most subsets are never resumed.
    const get = (): string | undefined => (dataset.fingerprint === undefined ? undefined : this.#identify());
    Object.defineProperty(this, "fingerprint", { get });
    Object.defineProperty(this, "workerModule", { get: () => subsetInWorker(dataset, indices) });
    const { maxLength, copyWindows } = dataset as Partial<WindowCopier>;
    if (maxLength === undefined || typeof copyWindows !== "function") return;
    this.maxLength = maxLength;
    const copy = (which: ArrayLike<number>, inputs: TokenIds, targets: TokenIds): void =>
      copyWindows.call(
        dataset,
        Array.from(which, (index) => this.#indexOf(index)),
        inputs,
        targets,
      );
    Object.defineProperty(this, "copyWindows", { value: copy });
  }

  /** Number of indices. */
  get length(): number {
    return this.indices.length;
  }

  /**
   * The dataset's sample at `indices[index]`.
   * @throws DatasetError DATASET_INDEX_OUT_OF_RANGE; and what the dataset throws
   */
  get(index: number): Sample {
    return this.dataset.get(this.#indexOf(index));
  }

  #indexOf(index: number): number {
    const inDataset = this.indices[index];
    if (inDataset !== undefined) return inDataset;
    throw new DatasetError(
      "DATASET_INDEX_OUT_OF_RANGE",
      `index is ${index}; expected an integer from 0 to ${this.length - 1}.`,
      { index, length: this.length },
    );
  }

  #checksum: number | undefined;

  #identify(): string {
    this.#checksum ??= murmur3(this.indices, this.indices.length);
    return `${this.dataset.fingerprint}/subset-${this.indices.length}-${this.#checksum.toString(16)}`;
  }
}
