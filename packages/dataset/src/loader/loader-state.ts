/**
 * The state of a loader as plain JSON: enough to go on with exactly the next batch. It holds no data
 * and no order, only what the order is made of, so it is small (below 10 kB) and taken at once.
 */
import type { Dataset } from "@windrow/interfaces";
import type { SamplerState } from "../samplers/sampler.ts";
import type { LoaderOrder } from "./loader-order.ts";
import type { RandomState } from "./loader-random.ts";
import { checkFields, parseSeed, SEED_EXPECTED, stateMismatch } from "../state-mismatch.ts";

const VERSION = 1;

/** What `DataLoader.stateDict` gives and `loadStateDict` takes; survives `JSON.stringify`. */
export interface DataLoaderState {
  readonly version: typeof VERSION;
  /** Which dataset it is of; `fingerprint` is null for a dataset that has none. */
  readonly dataset: { readonly length: number; readonly fingerprint: string | null };
  /** null where a batch sampler decides. */
  readonly batchSize: number | null;
  readonly dropLast: boolean;
  readonly order: LoaderOrder["kind"];
  /** Where the random numbers stood before the pass; with `baseSeed`, when its order was drawn. */
  readonly random: RandomState;
  /** For a pass whose order was drawn, the seed of the worker threads' generators, in decimal; else null. */
  readonly baseSeed: string | null;
  /** null where the sampler has no state. */
  readonly sampler: SamplerState | null;
  /** Whether the sampler's state is of the pass before, which is over. */
  readonly isSamplerEnded: boolean;
  /** Batches handed out of the pass. */
  readonly batch: number;
}

/** The parts of a state that a loader's options decide. */
export type LoaderIdentity = Pick<DataLoaderState, "version" | "dataset" | "batchSize" | "dropLast" | "order">;

export function identityOf(
  dataset: Dataset<unknown>,
  { kind }: LoaderOrder,
  batchSize: number,
  dropLast: boolean,
): LoaderIdentity {
  return {
    version: VERSION,
    dataset: { length: dataset.length, fingerprint: dataset.fingerprint ?? null },
    batchSize: kind === "batchSampler" ? null : batchSize,
    dropLast,
    order: kind,
  };
}

/**
 * Checks what a state says of its loader; the random numbers and the sampler check the rest.
 * @param batches in a pass
 * @throws DatasetError DATASET_STATE_MISMATCH naming the field
 */
export function checkLoaderState(state: DataLoaderState, own: LoaderIdentity, batches: number): void {
  if (typeof state !== "object" || state === null || state.version !== own.version) {
    throw stateMismatch("loader", "version", (state as Partial<DataLoaderState> | null)?.version, own.version);
  }
  const { batchSize, dropLast, order } = own;
  checkFields("loader", state.dataset, own.dataset, "dataset.");
  checkFields("loader", { ...state }, { batchSize, dropLast, order });
  if (!(Number.isInteger(state.batch) && state.batch >= 0 && state.batch <= batches)) {
    throw stateMismatch("loader", "batch", state.batch, `an integer from 0 to ${batches}`);
  }
  if (typeof state.random !== "object" || state.random === null) {
    throw stateMismatch("loader", "random", state.random, "an object");
  }
  if (state.baseSeed !== null && parseSeed(state.baseSeed) === undefined) {
    throw stateMismatch("loader", "baseSeed", state.baseSeed, `null, or ${SEED_EXPECTED}`);
  }
  if (typeof state.isSamplerEnded !== "boolean") {
    throw stateMismatch("loader", "isSamplerEnded", state.isSamplerEnded, "true or false");
  }
}
