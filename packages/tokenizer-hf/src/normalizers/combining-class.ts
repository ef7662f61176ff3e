/**
 * The order of combining marks, by the engine's own normalization: it has no property for their classes, but sorts
 * marks by them. Exact for all characters of Unicode 9, whose classes never change.
 */

/** One mark of each class, from the lowest to the highest. */
const MARKS: readonly string[] = Array.from(
  "\u0334\u093c\u3099\u094d\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bb" +
    "\u05bc\u05bd\u05bf\u05c1\u05c2\ufb1e\u064b\u064c\u064d\u0618\u0619\u061a\u0651\u0652\u0670\u0711" +
    "\u0c55\u0c56\u0e38\u0e48\u0eb8\u0ec8\u0f71\u0f72\u0f74\u0321\u1dce\u031b\u1dfa\u0316\u059a\u302e" +
    "\u{1d16d}\u05ae\u0300\u0315\u035c\u035d\u0345",
);
const known = new Map<string, number>();

/** 0 where a character is not a mark that moves; else a number above 0, in the order of the classes. */
export function combiningOrder(character: string): number {
  if (character < "\u0300") return 0;
  let order = known.get(character);
  if (order === undefined) known.set(character, (order = orderOf(character)));
  return order;
}

function orderOf(character: string): number {
  let order = 1;
  // A mark moves before others of higher classes.
  for (const mark of MARKS) {
    if (`a${character}${mark}`.normalize("NFD") === `a${character}${mark}`) break;
    order++;
  }
  const last = MARKS.at(-1)!;
  const movesBefore = `a${last}${character}`.normalize("NFD") !== `a${last}${character}`;
  return order > 1 || movesBefore ? order : 0;
}
