/** What a benchmark has found, by name. */
import { isRanked } from "../cases.mjs";

/** The machines of a result; sections may come from different runs. */
export function machinesOf({ machine, sections = {} }) {
  return machine === undefined ? Object.values(sections).map((section) => section.machine) : [machine];
}

/** The candidate of a case or of an input's result whose name begins so. @throws Error where it did not take part */
export function candidate({ label, candidates }, name) {
  const found = candidates.find((one) => one.candidate.startsWith(name));
  if (found === undefined) throw new Error(`${label}: ${name} did not take part`);
  return found;
}

/** A section's case by its label. */
export function caseOf({ sections }, section, label) {
  const found = sections[section]?.cases.find((one) => one.label === label);
  if (found === undefined) throw new Error(`${section} has no case ${label}; run that section`);
  return found;
}

/** How many items a second: windows, for example. */
export function perSecond({ items }, { median }) {
  return (items.count * 1000) / median;
}

/** The fastest of a kind that came to an end with the right result. */
export function fastest({ candidates }, kind) {
  const done = candidates.filter((one) => one.kind === kind && isRanked(one));
  return done.toSorted((a, b) => a.median - b.median)[0];
}
