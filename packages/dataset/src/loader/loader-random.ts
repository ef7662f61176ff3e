/**
 * What a DataLoader draws, from which generator and when: so that its orders are torch's.
 *
 * Beginning a pass takes two words (torch's base_seed), whether it shuffles or not. A shuffle then
 * draws in one of two ways, at the first batch:
 * - with a generator of the user's: randperm(n) from it, and at exhaustion a second one that torch
 *   cuts to nothing (`[: num_samples % n]`); an early break leaves that draw out;
 * - without: two words of the default generator seed a generator of its own, which shuffles.
 * Source: torch/utils/data/sampler.py and dataloader.py, torch 2.14.
 */
import type { RandomSource } from "@windrow/interfaces";
import { Generator, type GeneratorState } from "@windrow/random";
import { randomSeed } from "../sampler-options.ts";
import { parseSeed, SEED_EXPECTED, stateMismatch } from "../state-mismatch.ts";

/** Where a loader's random numbers stand, as plain JSON. */
export type RandomState =
  /** The seed in decimal, and how many words were drawn since. */
  { readonly seed: string; readonly words: number } | { readonly generator: GeneratorState };

export interface LoaderRandom {
  /** Takes what beginning a pass takes. */
  beginPass(): void;
  /** The indices 0 to n - 1 in random order. */
  shuffle(n: number): Int32Array;
  /** Takes what the end of a shuffled pass takes. */
  endShuffle(n: number): void;
  /** Where it stands; `undefined` where the user's generator can't say. */
  state(): RandomState | undefined;
  /** Checks a state; what it gives continues from there. @throws DatasetError DATASET_STATE_MISMATCH */
  restoring(state: RandomState): () => void;
}

/** Draws of a state to pass over at most: five hundred million passes. */
const MAX_WORDS = 2 ** 31;

/** As after `torch.manual_seed(seed)`; without a seed a random one is drawn, and kept in the state. */
export function seededRandom(seed: number | bigint | undefined): LoaderRandom {
  const generator = new Generator(seed === undefined ? randomSeed() : seed);
  let words = 0;
  const draw = (): bigint => {
    words += 2;
    return generator.random64();
  };
  return {
    beginPass: draw,
    shuffle: (n) => new Generator(draw()).randperm(n),
    endShuffle: () => {},
    state: () => ({ seed: generator.initialSeed().toString(), words }),
    restoring(state) {
      const given = seed === undefined ? undefined : generator.initialSeed().toString();
      if (!("seed" in state))
        throw stateMismatch("loader", "random", "a generator's", "a seed's: pass the generator again");
      const saved = parseSeed(state.seed);
      if (saved === undefined || (given !== undefined && state.seed !== given))
        throw stateMismatch("loader", "random.seed", state.seed, given ?? SEED_EXPECTED);
      if (!(Number.isInteger(state.words) && state.words >= 0 && state.words <= MAX_WORDS)) {
        throw stateMismatch("loader", "random.words", state.words, `an integer from 0 to ${MAX_WORDS}`);
      }
      return () => {
        generator.manualSeed(saved);
        generator.skip(state.words);
        words = state.words;
      };
    },
  };
}

/** As torch's `generator=`. */
export function generatorRandom(generator: RandomSource): LoaderRandom {
  const { getState, setState, skip } = generator as Partial<Pick<Generator, "getState" | "setState" | "skip">>;
  const isStateful = typeof getState === "function" && typeof setState === "function";
  return {
    beginPass: () => void generator.random64(),
    shuffle: (n) => generator.randperm(n),
    // randperm takes n - 1 words, which some generators can pass over.
    endShuffle: (n) => void (typeof skip === "function" ? skip.call(generator, n - 1) : generator.randperm(n)),
    state: () => (isStateful ? { generator: getState.call(generator) } : undefined),
    restoring(state) {
      if (!("generator" in state))
        throw stateMismatch("loader", "random", "a seed's", "a generator's: pass the seed again");
      if (!isStateful) throw stateMismatch("loader", "random", "a generator's", "of a generator with setState(state)");
      // Tried now, so that a wrong state changes nothing.
      const current = getState.call(generator);
      setState.call(generator, state.generator);
      setState.call(generator, current);
      return () => void setState.call(generator, state.generator);
    },
  };
}
