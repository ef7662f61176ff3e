/** A dataset in random parts. Source: torch/utils/data/dataset.py, random_split. */
import { checkOptions, invalidOption } from "@windrow/core";
import type { Dataset } from "@windrow/interfaces";
import { defaultGenerator, Generator } from "@windrow/random";
import { checkDataset, fail } from "../options.ts";
import { checkRandomness, checkShuffled, type RandomnessOptions } from "../sampler-options.ts";
import { Subset } from "./subset.ts";

/** How far from 1 a sum of fractions may be: Python's math.isclose. */
const TOLERANCE = 1e-9;

/**
 * Parts of a dataset that together hold each sample once, as `torch.utils.data.random_split`. The
 * parts share one order, 4 bytes a sample.
 *
 * @param lengths counts that sum to the dataset's length, or fractions that sum to 1: of each the
 *   floor, and what remains one by one to the parts from the first on. A part may be empty.
 * @param options by default it draws from the default generator, which `manualSeed` seeds; with `seed`
 *   it is the split after `torch.manual_seed(seed)`, with `generator` torch's with it
 * @throws DatasetError DATASET_INVALID_OPTION; RandomError RANDOM_INVALID_SEED
 * @example
 * const [train, test] = randomSplit(dataset, [0.9, 0.1], { seed: 7 });
 */
export function randomSplit<Sample, const Lengths extends readonly number[]>(
  dataset: Dataset<Sample>,
  lengths: Lengths,
  options: RandomnessOptions = {},
): { -readonly [Part in keyof Lengths]: Subset<Sample> } {
  const { length } = checkDataset(dataset);
  checkShuffled(length);
  checkRandomness(checkOptions(fail, options, ["seed", "generator"]));
  const counts = partLengths(lengths, length);
  const { seed, generator = seed === undefined ? defaultGenerator() : new Generator(seed) } = options;
  const order = generator.randperm(length);
  let end = 0;
  const parts = counts.map((count) => new Subset(dataset, order.subarray(end, (end += count))));
  return parts as { -readonly [Part in keyof Lengths]: Subset<Sample> };
}

function partLengths(lengths: readonly number[], total: number): readonly number[] {
  if (!Array.isArray(lengths)) throw invalidOption(fail, "lengths", lengths, "an array of counts or of fractions");
  const wrong = lengths.findIndex((part) => typeof part !== "number" || !(part >= 0));
  if (wrong >= 0) throw invalidOption(fail, `lengths[${wrong}]`, lengths[wrong], "a count or a fraction, at least 0");
  const sum = lengths.reduce((whole, part) => whole + part, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return fractionsToCounts(lengths, total);
  if (lengths.every(Number.isInteger) && sum === total) return lengths;
  const expected = `counts that sum to the dataset's length ${total}, or fractions that sum to 1; these sum to ${sum}`;
  throw invalidOption(fail, "lengths", lengths, expected);
}

function fractionsToCounts(fractions: readonly number[], total: number): number[] {
  // A sum above 1 by the tolerance cannot give one sample too many: that takes a billion of them.
  const counts = fractions.map((fraction) => Math.floor(total * fraction));
  const rest = total - counts.reduce((whole, count) => whole + count, 0);
  for (let i = 0; i < rest; i++) counts[i % counts.length]!++;
  return counts;
}
