/**
 * Characters that are alike but for their case, by simple case folding in Unicode 16 as Rust's regex has it: U+017F is an s,
 * U+212A a k, U+1E9E a ß, while İ and ı stand alone. Worked out from the engine's own mappings, without what a newer
 * engine knows beyond Unicode 16 and with what an older one does not know yet; compared with Rust's for every code point
 * (test/patterns/simple-folds.test.ts).
 */
import { type CodePointSet, codePointSet } from "./code-point-set.ts";
import { property } from "./unicode-properties.ts";

/** Pairs that share the upper case of two letters, which is not a simple one. */
const LIGATURES = "\u0390\u1fd3\u03b0\u1fe3\ufb05\ufb06";
/** What Unicode 16 has added, upper case and lower case. */
const NEWER = "\u1c89\u1c8a\ua7cb\u0264\ua7cc\ua7cd\ua7da\ua7db\ua7dc\u019b";
/** The letters of Garay, 22 of either case, and how far the small ones are from the others. */
const [GARAY, GARAY_LETTERS, GARAY_SMALL] = [0x10d50, 22, 0x20];
/** Maps to an i, but folds to nothing else. */
const DOTLESS_I = 0x131;
/** No character beyond has a case. */
const END = 0x1f000;

let made: ReadonlyMap<number, readonly number[]> | undefined;

/** The characters that a character is alike with, itself included. */
export function foldsOfCharacter(character: string): string {
  const folds = (made ??= allFolds()).get(character.codePointAt(0)!);
  return folds === undefined ? character : String.fromCodePoint(...folds);
}

/** A set with all that its characters are alike with. */
export function withFolds(set: CodePointSet): CodePointSet {
  made ??= allFolds();
  const more: [number, number][] = [];
  for (let i = 0; i < set.length; i += 2) more.push([set[i]!, set[i + 1]!]);
  let run = 0;
  for (const [code, folds] of made) {
    while (run < set.length && set[run + 1]! < code) run += 2;
    if (run < set.length && set[run]! <= code) for (const fold of folds) more.push([fold, fold]);
  }
  return codePointSet(more);
}

/** The folds of each character that is equal to others, in the order of code points. */
function allFolds(): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  const join = (one: number, other: number): void => {
    const [first, second] = [groups.get(one) ?? [one], groups.get(other) ?? [other]];
    if (first === second) return;
    const all = [...first, ...second];
    for (const code of all) groups.set(code, all);
  };
  const unassigned = property("cn")!;
  let run = 0;
  for (let code = 0; code < END; code++) {
    while (run < unassigned.length && unassigned[run + 1]! < code) run += 2;
    const isAssigned = run >= unassigned.length || unassigned[run]! > code;
    if (!isAssigned || code === DOTLESS_I || (code >= 0xd800 && code <= 0xdfff)) continue;
    const character = String.fromCodePoint(code);
    for (const mapped of [character.toLowerCase(), character.toUpperCase()]) {
      const other = mapped.codePointAt(0)!;
      const isOne = mapped.length === String.fromCodePoint(other).length;
      if (isOne && other !== code && !isIn(unassigned, other)) join(code, other);
    }
  }
  const pairs = Array.from(LIGATURES + NEWER, (character) => character.codePointAt(0)!);
  for (let i = 0; i < pairs.length; i += 2) join(pairs[i]!, pairs[i + 1]!);
  for (let i = 0; i < GARAY_LETTERS; i++) join(GARAY + i, GARAY + GARAY_SMALL + i);
  return new Map([...groups].toSorted(([one], [other]) => one - other));
}

function isIn(set: CodePointSet, code: number): boolean {
  for (let i = 0; i < set.length; i += 2) if (set[i]! <= code && code <= set[i + 1]!) return true;
  return false;
}
