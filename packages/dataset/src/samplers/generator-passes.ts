/**
 * Passes that draw from one generator, one after the other, and the state of each as it was before
 * its first draw.
 *
 * A pass draws when its first index is asked for, as torch's samplers do: between `iter(loader)`
 * and the first batch the loader itself draws from the same generator. So a loaded state is put
 * into the generator at that moment too, not before.
 */
import type { RandomSource } from "@windrow/interfaces";
import { DatasetError } from "../errors.ts";
import type { JsonValue, SamplerState } from "./sampler.ts";
import { stateMismatch } from "../state-mismatch.ts";

/** A generator whose state can be taken and set: that of @windrow/random has both. */
interface StatefulSource {
  getState(): JsonValue;
  setState(state: JsonValue): unknown;
}

/** The state that a pass was drawn from, or is to be drawn from. */
interface Pass {
  state: JsonValue | undefined;
}

/** The passes of one generator, and their states. */
export class GeneratorPasses {
  readonly #random: RandomSource;
  readonly #stateful: StatefulSource | undefined;
  #loaded: JsonValue | undefined;
  #last: Pass | undefined;

  constructor(random: RandomSource) {
    const { getState, setState } = random as Partial<StatefulSource>;
    this.#random = random;
    const isStateful = typeof getState === "function" && typeof setState === "function";
    this.#stateful = isStateful ? (random as unknown as StatefulSource) : undefined;
  }

  /** Begins a pass; what is returned gives the generator, ready to draw its order. */
  begin(): () => RandomSource {
    const pass: Pass = { state: this.#loaded };
    this.#loaded = undefined;
    this.#last = pass;
    return () => {
      if (pass.state === undefined) pass.state = this.#stateful?.getState();
      else this.#stateful?.setState(pass.state);
      return this.#random;
    };
  }

  /** The generator's state before the pass begun last, as a field of the sampler's. */
  state(): { readonly generator: JsonValue } {
    const stateful = this.#needState();
    return { generator: this.#loaded ?? this.#last?.state ?? stateful.getState() };
  }

  /** Draws the next pass from a state's generator. @throws what the generator throws for a wrong state */
  load({ generator }: SamplerState): void {
    const stateful = this.#needState();
    if (typeof generator !== "object" || generator === null) {
      throw stateMismatch("sampler", "generator", generator, "a state of the generator");
    }
    // Tried now, so that a wrong state is refused here and not in the midst of an epoch.
    const current = stateful.getState();
    stateful.setState(generator);
    stateful.setState(current);
    this.#loaded = generator;
  }

  #needState(): StatefulSource {
    if (this.#stateful) return this.#stateful;
    throw new DatasetError(
      "DATASET_NO_STATE",
      "The sampler's generator has no getState() and setState(state), so its passes cannot be resumed; " +
        "pass a Generator of @windrow/random, or a seed.",
    );
  }
}
