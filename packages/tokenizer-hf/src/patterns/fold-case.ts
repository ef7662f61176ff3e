/**
 * Texts and sets within `(?i)`, where characters of another case match as well. As Oniguruma does it: a character may be
 * like two or three others, so that `ss` matches U+00DF and U+00DF matches `ss`, but for parts of a look-behind; a set
 * takes such sequences too, behind its characters, and a negated one does not.
 */
import { codePointSet, type CodePointSet, unionOf } from "@windrow/tokenizer-bpe/internal";
import { alike, caseFolds, keyOf } from "./case-folds.ts";
import type { Node } from "./nodes.ts";
import { type BracketSet, charactersOf } from "./parse-set.ts";

const setOf = (codes: readonly number[]): CodePointSet => codePointSet(codes.map((code) => [code, code]));
const setNode = (codes: readonly number[]): Node => ({ kind: "set", set: setOf(codes) });

/** A sequence of characters, each in any case. */
const sequenceOf = (folds: readonly number[]): Node => ({
  kind: "sequence",
  parts: folds.map((fold) => setNode(alike(fold))),
});

/** The parts of a text in any case. */
export function foldText(text: string, isInLookBehind: boolean): Node[] {
  const { foldOf, foldsOf, unfoldsOfSeveral } = caseFolds();
  const codes = Array.from(text, (character) => character.codePointAt(0)!);
  const folded = codes.map((code) => foldOf.get(code) ?? code);
  const parts: Node[] = [];
  for (let i = 0; i < codes.length;) {
    const length = isInLookBehind ? 0 : ([3, 2].find((n) => unfoldsOfSeveral.has(keyOf(folded.slice(i, i + n)))) ?? 0);
    const several = length > 0 ? folded.slice(i, i + length) : foldsOf.get(codes[i]!);
    if (several === undefined) parts.push(setNode(alike(folded[i]!)));
    else {
      const one = setNode(unfoldsOfSeveral.get(keyOf(several))!);
      parts.push(isInLookBehind ? one : { kind: "choice", options: [one, sequenceOf(several)] });
    }
    i += Math.max(length, 1);
  }
  return parts;
}

/** A set with the characters of the other case, and with the sequences that are like one of its characters. */
export function foldSet(bracket: BracketSet): Node {
  const { foldOf, foldsOf, unfoldsOfSeveral } = caseFolds();
  const has = memberTest(bracket.set);
  const more: number[] = [];
  const sequences: (readonly number[])[] = [];
  for (const fold of new Set(foldOf.values())) if (alike(fold).some(has)) more.push(...alike(fold));
  for (const key of unfoldsOfSeveral.keys()) {
    const codes = unfoldsOfSeveral.get(key)!;
    if (!codes.some(has)) continue;
    more.push(...codes);
    sequences.push(foldsOf.get(codes[0]!)!);
  }
  const set: Node = { kind: "set", set: charactersOf({ ...bracket, set: unionOf(bracket.set, setOf(more)) }) };
  if (bracket.isNegated || sequences.length === 0) return set;
  // Which one is tried first matters where one begins with another; in the order of their characters the shorter is first.
  return { kind: "choice", options: [set, ...sequences.map(sequenceOf)] };
}

function memberTest(set: CodePointSet): (code: number) => boolean {
  return (code) => {
    let low = 0;
    let high = set.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (set[middle]! < code) low = middle + 1;
      else high = middle;
    }
    // On an end of a run, or within one.
    return set[low] === code || low % 2 === 1;
  };
}
