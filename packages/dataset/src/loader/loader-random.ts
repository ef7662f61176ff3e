/**
 * What a DataLoader draws, from which generator and when: so that its orders are torch's.
 *
 * Beginning a pass takes two words (torch's base_seed), whether it shuffles or not. A shuffle then
 * draws in one of two ways, at the first batch:
 * - with a generator of the user's: randperm(n) from it, and at exhaustion a second one that torch
 *   cuts to nothing (`[: num_samples % n]`); an early break leaves that draw out;
 * - without: two words of the default generator seed a generator of its own, which shuffles.
 * A loader's seed is a default generator of its own: its sampler draws from that one too.
 * Source: torch/utils/data/sampler.py and dataloader.py, torch 2.13 and 2.14.
 */
import type { RandomSource } from "@windrow/interfaces";
import { defaultGenerator, Generator, type GeneratorState, withDefaultGenerator } from "@windrow/random";
import { parseSeed, SEED_EXPECTED, stateMismatch } from "../state-mismatch.ts";

/** Where a loader's random numbers stand, as plain JSON. */
export type RandomState =
  /** The seed in decimal, and how many words were drawn since. */
  | { readonly seed: string; readonly words: number }
  /** With a sampler, which draws from the seed's generator as well. */
  | { readonly seed: string; readonly generator: GeneratorState }
  | { readonly generator: GeneratorState }
  | { readonly defaultGenerator: GeneratorState };

/** Where a loader draws from. */
export interface LoaderRandom {
  /** Takes what beginning a pass takes; torch's base_seed, which the worker threads' default generators are seeded with. */
  beginPass(): bigint;
  /** The indices 0 to n - 1 in random order. */
  shuffle(n: number): Int32Array;
  /** Takes what the end of a shuffled pass takes. */
  endShuffle(n: number): void;
  /** Calls a sampler: what that draws from the default generator comes from the loader's seed, if it has one. */
  asDefault<T>(call: () => T): T;
  /** Where it stands; `undefined` where the user's generator can't say. */
  state(): RandomState | undefined;
  /** Checks a state; what it gives continues from there. @throws DatasetError DATASET_STATE_MISMATCH */
  restoring(state: RandomState): () => void;
}

/** Draws of a state to pass over at most: five hundred million passes. */
const MAX_WORDS = 2 ** 31;
/** torch's base_seed is an int64 that is not negative. */
const MAX_BASE_SEED = 2n ** 63n - 1n;

/** As after `torch.manual_seed(seed)`. @param hasSampler whether a sampler may draw from the same generator */
export function seededRandom(seed: number | bigint, hasSampler: boolean): LoaderRandom {
  const generator = new Generator(seed);
  const decimal = generator.initialSeed().toString();
  let words = 0;
  const draw = (): bigint => {
    words += 2;
    return generator.random64();
  };
  return {
    beginPass: () => draw() & MAX_BASE_SEED,
    shuffle: (n) => new Generator(draw()).randperm(n),
    endShuffle: () => {},
    asDefault: (call) => (hasSampler ? withDefaultGenerator(generator, call) : call()),
    // The words are enough, and small, where nobody else draws.
    state: () => (hasSampler ? { seed: decimal, generator: generator.getState() } : { seed: decimal, words }),
    restoring(state) {
      if (!("seed" in state)) throw stateMismatch("loader", "random", ownerOf(state), "the state of a seed");
      if (state.seed !== decimal)
        throw stateMismatch(
          "loader",
          "random.seed",
          state.seed,
          parseSeed(state.seed) === undefined ? SEED_EXPECTED : decimal,
        );
      if (hasSampler) {
        const saved = "generator" in state ? state.generator : undefined;
        if (saved === undefined) throw stateMismatch("loader", "random.generator", saved, "the state of the generator");
        return settingState(() => generator, saved);
      }
      const drawn = "words" in state ? state.words : undefined;
      if (!(Number.isInteger(drawn) && drawn! >= 0 && drawn! <= MAX_WORDS)) {
        throw stateMismatch("loader", "random.words", drawn, `an integer from 0 to ${MAX_WORDS}`);
      }
      return () => {
        generator.manualSeed(seed);
        generator.skip(drawn!);
        words = drawn!;
      };
    },
  };
}

/** From the default generator, as torch without `generator=`. */
export function defaultRandom(): LoaderRandom {
  return {
    beginPass: () => defaultGenerator().random64() & MAX_BASE_SEED,
    shuffle: (n) => new Generator(defaultGenerator().random64()).randperm(n),
    endShuffle: () => {},
    asDefault: (call) => call(),
    state: () => ({ defaultGenerator: defaultGenerator().getState() }),
    restoring(state) {
      if (!("defaultGenerator" in state))
        throw stateMismatch("loader", "random", ownerOf(state), "the state of the default generator");
      return settingState(defaultGenerator, state.defaultGenerator);
    },
  };
}

/** As torch's `generator=`. */
export function generatorRandom(generator: RandomSource): LoaderRandom {
  const { getState, setState, skip } = generator as Partial<Pick<Generator, "getState" | "setState" | "skip">>;
  const isStateful = typeof getState === "function" && typeof setState === "function";
  return {
    beginPass: () => generator.random64() & MAX_BASE_SEED,
    shuffle: (n) => generator.randperm(n),
    // randperm takes n - 1 words, which some generators can pass over.
    endShuffle: (n) => void (typeof skip === "function" ? skip.call(generator, n - 1) : generator.randperm(n)),
    asDefault: (call) => call(),
    state: () => (isStateful ? { generator: getState.call(generator) } : undefined),
    restoring(state) {
      if (!("generator" in state) || "seed" in state)
        throw stateMismatch("loader", "random", ownerOf(state), "the state of a generator");
      if (!isStateful)
        throw stateMismatch(
          "loader",
          "random",
          "the state of a generator",
          "no state, as the generator has no setState(state)",
        );
      return settingState(() => generator as RandomSource & Stateful, state.generator);
    },
  };
}

type Stateful = Pick<Generator, "getState" | "setState">;

/** Tries a state now, so that a wrong one changes nothing; what it gives sets it. */
function settingState(source: () => Stateful, state: GeneratorState): () => void {
  const generator = source();
  const current = generator.getState();
  generator.setState(state);
  generator.setState(current);
  return () => void source().setState(state);
}

/** Whose a state is, for messages. */
function ownerOf(state: RandomState): string {
  if ("seed" in state) return "the state of a seed: pass the seed again";
  return "generator" in state
    ? "the state of a generator: pass the generator again"
    : "the state of the default generator: leave seed and generator out";
}
