/**
 * The order of one epoch, drawn as torch draws it.
 *
 * Every `iter(DataLoader)` takes two words for its base seed, shuffled or not. RandomSampler then
 * shuffles in one of two ways, at the first batch:
 * - with a generator of the user's: randperm(n) from it, and at exhaustion a second one that torch
 *   cuts to nothing (`[: num_samples % n]`); an early break leaves that draw out;
 * - without: two words of the default generator seed a generator of its own, which shuffles.
 * Source: torch/utils/data/sampler.py and dataloader.py, torch 2.14.
 */
import type { RandomSource } from "@windrow/interfaces";
import { Generator } from "@windrow/random";

/** A loader's source of order: the user's generator, or a default generator from a seed. */
export interface OrderSource {
  readonly random: RandomSource;
  /** Whether `random` is the user's generator, which then shuffles itself. */
  readonly isExplicit: boolean;
}

/** Takes what `iter(DataLoader)` takes before any batch. */
export function drawBaseSeed({ random }: OrderSource): void {
  random.random64();
}

/** The indices 0 to n - 1 in random order; draws when the first is asked for. */
export function* shuffledOrder({ random, isExplicit }: OrderSource, n: number): Iterable<number> {
  if (!isExplicit) {
    yield* new Generator(random.random64()).randperm(n);
    return;
  }
  yield* random.randperm(n);
  random.randperm(n);
}
