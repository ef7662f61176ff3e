/** A normalizer whose last step puts one unit in the place of another: that can wait until text is looked up. */
import type { Normalizer } from "./normalizer.ts";
import { Replace, type UnitChange } from "./replace.ts";
import { NormalizerSequence } from "./sequence.ts";

export interface LastUnitChange {
  /** The steps before it, if any. */
  readonly before: Normalizer | undefined;
  readonly step: Normalizer;
  readonly change: UnitChange;
}

export function lastUnitChange(normalizer: Normalizer | undefined): LastUnitChange | undefined {
  const steps = normalizer instanceof NormalizerSequence ? normalizer.steps : [normalizer];
  const step = steps.at(-1);
  const change = step instanceof Replace ? step.unitChange : undefined;
  if (step === undefined || change === undefined) return undefined;
  const before = steps.slice(0, -1).filter((one) => one !== undefined);
  return { before: before.length === 0 ? undefined : new NormalizerSequence(before), step, change };
}
