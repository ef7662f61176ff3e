/** This package's error of an option, and checks of what only it takes. */
import { invalidOption, type OptionError } from "@windrow/core";
import type { Dataset, RandomSource } from "@windrow/interfaces";
import { DatasetError } from "./errors.ts";

/** Makes the error of an option. */
export const fail: OptionError = (message, option, value) =>
  new DatasetError("DATASET_INVALID_OPTION", message, { option, value });

export function checkDataset<Sample>(dataset: Dataset<Sample>): Dataset<Sample> {
  if (Number.isSafeInteger(dataset?.length) && dataset.length >= 0 && typeof dataset.get === "function") return dataset;
  throw invalidOption(fail, "dataset", dataset, "an object with a length and get(index)");
}

export function checkSampler<S extends Iterable<unknown> & { readonly length: number }>(name: string, sampler: S): S {
  const isIterable = typeof (sampler as Partial<S> | null)?.[Symbol.iterator] === "function";
  if (isIterable && Number.isSafeInteger(sampler.length) && sampler.length >= 0) return sampler;
  throw invalidOption(fail, name, sampler, "an iterable of indices with a length, such as an array");
}

export function checkGenerator(generator: RandomSource): RandomSource {
  const { random32, random64, randperm } = (generator ?? {}) as Partial<RandomSource>;
  if ([random32, random64, randperm].every((method) => typeof method === "function")) return generator;
  throw invalidOption(
    fail,
    "generator",
    generator,
    "a generator with random32(), random64() and randperm(n), such as one of @windrow/random",
  );
}
