/** The name that a mistyped one may have meant. */
import { closest, distance } from "fastest-levenshtein";

/** The nearest of the names, or undefined where none is near: up to a third of its letters may differ. */
export function nearestName(mistyped: string, names: readonly string[]): string | undefined {
  const wanted = mistyped.toLowerCase().slice(0, 80);
  if (wanted.length < 2) return undefined;
  const started = names.find((name) => name.startsWith(wanted));
  const near = closest(wanted, [...names]);
  const isNear = distance(wanted, near) <= Math.max(1, Math.floor(near.length / 3));
  return isNear ? near : started;
}
