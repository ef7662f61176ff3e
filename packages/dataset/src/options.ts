/** Checks of options at the public edge; each returns the value or says what was got and expected. */
import type { Dataset, RandomSource } from "@windrow/interfaces";
import { DatasetError } from "./errors.ts";

/**
 * An options object. One that has what is not known, as `batch_size`, is refused: it would be passed over in silence.
 * @param known names of all options that there are
 */
export function checkOptionsObject<Options extends object>(
  options: Options,
  known: readonly (keyof Options & string)[],
): Options {
  if (typeof options !== "object" || options === null) throw invalidOption("options", options, "an object of options");
  const unknown = Object.keys(options).find((name) => !(known as readonly string[]).includes(name));
  if (unknown === undefined) return options;
  throw invalidOption("options", options, `only ${known.join(", ")} in it (there is ${unknown})`);
}

export function checkPositiveInteger(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw invalidOption(name, value, "an integer of at least 1");
}

export function checkBoolean(name: string, value: boolean): boolean {
  if (typeof value === "boolean") return value;
  throw invalidOption(name, value, "true or false");
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

/** How messages say that an array's buffer is gone. */
export const DETACHED = "memory that is still here: its buffer was transferred to another thread, so pass a copy there";

export function checkFunction<F>(name: string, value: F): F {
  if (typeof value === "function") return value;
  throw invalidOption(name, value, "a function");
}

export function invalidOption(name: string, value: unknown, expected: string): DatasetError {
  return new DatasetError("DATASET_INVALID_OPTION", `${name} is ${describe(value)}; expected ${expected}.`, {
    option: name,
    value,
  });
}

/** A value in a few words, for messages. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "object" && value !== null
    ? `an object (${value.constructor?.name ?? "without class"})`
    : String(value);
}
