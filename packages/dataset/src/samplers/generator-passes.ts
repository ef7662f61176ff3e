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

/** The field of a sampler's state that has the generator's. The default generator's says so: torch draws from that one in another way. */
type StateField = "generator" | "defaultGenerator";

/** The passes of one generator, and their states. */
export class GeneratorPasses {
  readonly #source: () => RandomSource;
  readonly #field: StateField;
  #loaded: JsonValue | undefined;
  #last: Pass | undefined;

  /** @param source gives the generator, asked for when it is needed: a loader may have put its own in the default one's place */
  constructor(source: () => RandomSource, field: StateField) {
    this.#source = source;
    this.#field = field;
  }

  /** Begins a pass; what is returned gives the generator, ready to draw its order. */
  begin(): () => RandomSource {
    const pass: Pass = { state: this.#loaded };
    this.#loaded = undefined;
    this.#last = pass;
    return () => {
      const random = this.#source();
      if (pass.state === undefined) pass.state = asStateful(random)?.getState();
      else asStateful(random)?.setState(pass.state);
      return random;
    };
  }

  /** The generator's state before the pass begun last, as a field of the sampler's. */
  state(): Readonly<Record<string, JsonValue>> {
    const stateful = this.#needState();
    return { [this.#field]: this.#loaded ?? this.#last?.state ?? stateful.getState() };
  }

  /** Draws the next pass from a state's generator. @throws what the generator throws for a wrong state */
  load(state: SamplerState): void {
    const stateful = this.#needState();
    const generator = state[this.#field];
    if (typeof generator !== "object" || generator === null) {
      const which = this.#field === "generator" ? "the generator" : "the default generator";
      throw stateMismatch("sampler", this.#field, generator, `a state of ${which}`);
    }
    // Tried now, so that a wrong state is refused here and not in the midst of an epoch.
    const current = stateful.getState();
    stateful.setState(generator);
    stateful.setState(current);
    this.#loaded = generator;
  }

  #needState(): StatefulSource {
    const stateful = asStateful(this.#source());
    if (stateful !== undefined) return stateful;
    throw new DatasetError(
      "DATASET_NO_STATE",
      "The sampler's generator has no getState() and setState(state), so its passes cannot be resumed; " +
        "pass a Generator of @windrow/random, or a seed.",
    );
  }
}

function asStateful(random: RandomSource): StatefulSource | undefined {
  const { getState, setState } = random as Partial<StatefulSource>;
  const isStateful = typeof getState === "function" && typeof setState === "function";
  return isStateful ? (random as unknown as StatefulSource) : undefined;
}
