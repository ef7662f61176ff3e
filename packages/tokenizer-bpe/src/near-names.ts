/** "Did you mean ...? " with up to three names that a mistyped one may have meant, or nothing. */
export function didYouMean(mistyped: string, names: readonly string[]): string {
  const near = nearNames(mistyped, names);
  return near.length > 0 ? `Did you mean ${near.join(" or ")}? ` : "";
}

/** Nearest first. */
function nearNames(mistyped: string, names: readonly string[]): string[] {
  const wanted = mistyped.toLowerCase().slice(0, 80);
  if (wanted === "") return [];
  const furthest = Math.max(Math.min(2, wanted.length - 1), Math.floor(wanted.length / 3));
  return names
    .map((name) => ({
      name,
      distance: name.startsWith(wanted) ? Math.min(1, name.length - wanted.length) : editDistance(wanted, name),
    }))
    .filter(({ distance }) => distance <= furthest)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
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
