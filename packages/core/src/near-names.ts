/** The names that a mistyped one may have meant. */

/**
 * "Did you mean ...?" with the nearest name, up to three where they are equally near, or nothing where none is near.
 * @example
 * didYouMean("max_length", ["maxLength", "stride"]); // "Did you mean \"maxLength\"?"
 */
export function didYouMean(mistyped: string, names: Iterable<string>): string {
  const nearest = nearestNames(mistyped, names);
  return nearest.length === 0 ? "" : `Did you mean ${nearest.map((name) => `"${name}"`).join(" or ")}?`;
}

/** The nearest name, up to three where they are equally near. */
export function nearestNames(mistyped: string, names: Iterable<string>): string[] {
  const near = nearestFirst(mistyped, names);
  return near
    .filter(({ distance }) => distance === near[0]!.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/**
 * Nearest first: names that differ in letter case, `_` or `-` alone, that begin so, or in which up to a third of
 * the letters differ (two letters of a short one).
 * @param most how many
 */
export function nearNames(mistyped: string, names: Iterable<string>, most: number): string[] {
  return nearestFirst(mistyped, names)
    .slice(0, most)
    .map(({ name }) => name);
}

interface NearName {
  readonly name: string;
  readonly distance: number;
}

function nearestFirst(mistyped: string, names: Iterable<string>): NearName[] {
  const wanted = plain(mistyped).slice(0, 80);
  if (wanted === "") return [];
  const furthest = Math.max(Math.min(2, wanted.length - 1), Math.floor(wanted.length / 3));
  return Array.from(names, (name) => ({ name, distance: distanceOf(wanted, plain(name), furthest) }))
    .filter(({ distance }) => distance <= furthest)
    .toSorted((a, b) => a.distance - b.distance);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}

/** A name that begins so is near however long it is, and nearer where one letter is missing alone. */
function distanceOf(wanted: string, name: string, furthest: number): number {
  if (!name.startsWith(wanted))
    return Math.abs(name.length - wanted.length) > furthest ? Infinity : editDistance(wanted, name);
  return Math.min(name.length - wanted.length, 2, Math.max(1, furthest));
}

/** Levenshtein distance: insertions, deletions and substitutions that lead from one word to the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
