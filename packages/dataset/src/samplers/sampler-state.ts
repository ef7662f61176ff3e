/** Checks of a sampler's state before it is loaded: every field that does not fit is named. */
import { checkFields, parseSeed, SEED_EXPECTED, stateMismatch } from "../state-mismatch.ts";
import type { JsonValue, SamplerState } from "./sampler.ts";

/**
 * Compares the fields that a state must share with the sampler it is loaded into, its kind first.
 * @throws DatasetError DATASET_STATE_MISMATCH
 */
export function checkSamplerState(state: SamplerState, expected: Readonly<Record<string, JsonValue>>): void {
  if (typeof state !== "object" || state === null) throw stateMismatch("sampler", "kind", state, expected["kind"]);
  checkFields("sampler", state, expected);
}

/** An integer of a state. @throws DatasetError DATASET_STATE_MISMATCH */
export function stateInteger(state: SamplerState, field: string, max: number): number {
  const value = state[field];
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max) return value as number;
  throw stateMismatch("sampler", field, value, `an integer from 0 to ${max}`);
}

/** A seed of a state, written in decimal. @throws DatasetError DATASET_STATE_MISMATCH */
export function stateSeed(state: SamplerState): bigint {
  const seed = parseSeed(state["seed"]);
  if (seed === undefined) throw stateMismatch("sampler", "seed", state["seed"], SEED_EXPECTED);
  return seed;
}
