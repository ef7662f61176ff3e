/**
 * Sets of code points: what a set of a pattern holds, worked out instead of being left to the regular
 * expressions of the engine, whose Unicode is of a version of its own.
 */

/** First and last code point of each run, ascending, with a gap between runs. */
export type CodePointSet = readonly number[];

const LAST = 0x10ffff;

/** A set of runs in any order, which may overlap. @param runs first and last of each */
export function codePointSet(runs: readonly (readonly [first: number, last: number])[]): CodePointSet {
  const set: number[] = [];
  for (const [first, last] of runs.toSorted(([a], [b]) => a - b)) {
    const end = set.at(-1);
    if (end !== undefined && first <= end + 1) set[set.length - 1] = Math.max(end, last);
    else set.push(first, last);
  }
  return set;
}

/** The single characters of a text. */
export function setOfCharacters(characters: string): CodePointSet {
  return codePointSet(Array.from(characters, (character) => [character.codePointAt(0)!, character.codePointAt(0)!]));
}

/** What is in one of them. */
export function unionOf(...sets: readonly CodePointSet[]): CodePointSet {
  return codePointSet(sets.flatMap(runsOf));
}

/** What is not in it. */
export function complementOf(set: CodePointSet): CodePointSet {
  const rest: number[] = [];
  let next = 0;
  for (const [first, last] of runsOf(set)) {
    if (first > next) rest.push(next, first - 1);
    next = last + 1;
  }
  if (next <= LAST) rest.push(next, LAST);
  return rest;
}

/** What is in both. */
export function intersectionOf(set: CodePointSet, other: CodePointSet): CodePointSet {
  return complementOf(unionOf(complementOf(set), complementOf(other)));
}

/** What is in the first and not in the second. */
export function differenceOf(set: CodePointSet, other: CodePointSet): CodePointSet {
  return complementOf(unionOf(complementOf(set), other));
}

/** Whether another has all that is in it. */
export function isWithin(set: CodePointSet, other: CodePointSet): boolean {
  let j = 0;
  for (let i = 0; i < set.length; i += 2) {
    while (j < other.length && other[j + 1]! < set[i]!) j += 2;
    if (j === other.length || other[j]! > set[i]! || other[j + 1]! < set[i + 1]!) return false;
  }
  return true;
}

function runsOf(set: CodePointSet): [first: number, last: number][] {
  return Array.from({ length: set.length / 2 }, (_, i) => [set[2 * i]!, set[2 * i + 1]!]);
}

/** A set in the syntax of JavaScript with the flag `u`, the shorter way round; `[]` where nothing is in it. */
export function sourceOfSet(set: CodePointSet): string {
  const rest = complementOf(set);
  return rest.length < set.length ? `[^${rangesOf(rest)}]` : `[${rangesOf(set)}]`;
}

/** Its runs, to stand within brackets. */
export function rangesOf(set: CodePointSet): string {
  return runsOf(set)
    .map(([first, last]) =>
      first === last ? escaped(first) : `${escaped(first)}${last > first + 1 ? "-" : ""}${escaped(last)}`,
    )
    .join("");
}

/**
 * Letters, digits and what is not ASCII as they are, others by their number: as good within brackets as outside. Short,
 * because V8 does not optimize an expression whose source has more than 20,480 characters.
 */
export function escaped(codePoint: number): string {
  const isWide = codePoint > 0x7f && (codePoint < 0xd800 || codePoint > 0xdfff);
  const isPlain = isWide || /[A-Za-z0-9]/.test(String.fromCodePoint(codePoint));
  return isPlain ? String.fromCodePoint(codePoint) : `\\u{${codePoint.toString(16)}}`;
}
