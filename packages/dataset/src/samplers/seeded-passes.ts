/**
 * Passes of torch's RandomSampler without a generator, after `torch.manual_seed(seed)`: each has one of
 * its own, seeded with 64 bits of the default generator, from which here nothing else draws.
 *
 * The seed and the number of the pass say all, so a state is some bytes. Only the low word of the 64
 * bits reaches the engine: pass e shuffles with word 2e + 1 of the seed's stream. They are drawn when
 * the first index of a pass is asked for, so passes at once are numbered in the order of their
 * first indices.
 */
import type { RandomSource } from "@windrow/interfaces";
import { Generator } from "@windrow/random";
import { checkSeed } from "../sampler-options.ts";
import type { SamplerState } from "./sampler.ts";
import { stateInteger, stateSeed } from "./sampler-state.ts";
import { stateMismatch } from "../state-mismatch.ts";

/** Far above the passes of any training; setting the generator to it takes a fraction of a second. */
const MAX_PASS = 2 ** 24;

/** A pass and its number, once it is known. */
interface Pass {
  number: number | undefined;
}

/** The passes that follow one seed, and their states. */
export class SeededPasses {
  readonly #seed: bigint;
  readonly #default: Generator;
  /** Number of the pass that the default generator seeds next. */
  #next = 0;
  #loaded: number | undefined;
  #last: Pass | undefined;

  /** @throws RandomError RANDOM_INVALID_SEED */
  constructor(seed: number | bigint) {
    this.#seed = checkSeed(seed);
    this.#default = new Generator(this.#seed);
  }

  /** Begins a pass; what is returned gives the generator of its own. */
  begin(): () => RandomSource {
    const pass: Pass = { number: this.#loaded };
    this.#loaded = undefined;
    this.#last = pass;
    return () => {
      if (pass.number !== undefined) this.#wind(pass.number);
      pass.number = this.#next++;
      return new Generator(this.#default.random64());
    };
  }

  /** Seed and number of the pass begun last, as fields of the sampler's state. */
  state(): { readonly seed: string; readonly pass: number } {
    return { seed: this.#seed.toString(), pass: this.#loaded ?? this.#last?.number ?? this.#next };
  }

  /** Takes the next pass from a state. @throws DatasetError DATASET_STATE_MISMATCH */
  load(state: SamplerState): void {
    if (stateSeed(state) !== this.#seed) throw stateMismatch("sampler", "seed", state["seed"], this.#seed.toString());
    this.#loaded = stateInteger(state, "pass", MAX_PASS);
  }

  #wind(pass: number): void {
    this.#default.manualSeed(this.#seed);
    this.#default.skip(2 * pass);
    this.#next = pass;
  }
}
