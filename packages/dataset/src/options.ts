/** Core's checks of options, with this package's error, and those of what only it takes. */
import {
  checkBoolean as checkBooleanOf,
  checkFunction as checkFunctionOf,
  checkInteger as checkIntegerOf,
  checkOptions as checkOptionsOf,
  invalidOption as invalidOptionOf,
  type OptionError,
} from "@windrow/core";
import type { Dataset, RandomSource } from "@windrow/interfaces";
import { DatasetError } from "./errors.ts";

const fail: OptionError = (message, option, value) =>
  new DatasetError("DATASET_INVALID_OPTION", message, { option, value });

/** The error for a value that an option can't have. @param expected such as "an integer of at least 1" */
export function invalidOption(name: string, value: unknown, expected: string): Error {
  return invalidOptionOf(fail, name, value, expected);
}

/** An options object, without options that are not known. @param known names of all options that there are */
export function checkOptionsObject<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  return checkOptionsOf(fail, options, known);
}

/** @param min and `max`: both included; by default there is no `max` */
export function checkInteger(name: string, value: number, min: number, max?: number): number {
  return checkIntegerOf(fail, name, value, min, max);
}

export function checkBoolean(name: string, value: boolean): boolean {
  return checkBooleanOf(fail, name, value);
}

export function checkFunction<F>(name: string, value: F): F {
  return checkFunctionOf(fail, name, value);
}

export function checkDataset<Sample>(dataset: Dataset<Sample>): Dataset<Sample> {
  if (Number.isSafeInteger(dataset?.length) && dataset.length >= 0 && typeof dataset.get === "function") return dataset;
  throw invalidOption("dataset", dataset, "an object with a length and get(index)");
}

export function checkSampler<S extends Iterable<unknown> & { readonly length: number }>(name: string, sampler: S): S {
  const isIterable = typeof (sampler as Partial<S> | null)?.[Symbol.iterator] === "function";
  if (isIterable && Number.isSafeInteger(sampler.length) && sampler.length >= 0) return sampler;
  throw invalidOption(name, sampler, "an iterable of indices with a length, such as an array");
}

export function checkGenerator(generator: RandomSource): RandomSource {
  const { random32, random64, randperm } = (generator ?? {}) as Partial<RandomSource>;
  if ([random32, random64, randperm].every((method) => typeof method === "function")) return generator;
  throw invalidOption(
    "generator",
    generator,
    "a generator with random32(), random64() and randperm(n), such as one of @windrow/random",
  );
}
