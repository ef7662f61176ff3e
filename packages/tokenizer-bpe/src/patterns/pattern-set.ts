/**
 * What stands for one character in a pattern of another engine: sets in brackets, classes and escapes. They are
 * worked out as code points.
 */
import {
  codePointSet,
  type CodePointSet,
  complementOf,
  intersectionOf,
  setOfCharacters,
  unionOf,
} from "./code-point-set.ts";
import { foldsOfCharacter, withFolds } from "./simple-folds.ts";
import { namedProperty } from "./named-properties.ts";
import { isCategory, property } from "./unicode-properties.ts";
import type { PatternReader } from "./pattern-reader.ts";

/** Whose pattern it is: that of Hugging Face's files, of Python's `regex`, of Rust's, which tiktoken takes, or our own. */
export type PatternFlavour = "oniguruma" | "python" | "tiktoken" | "javascript";

/** Only in Oniguruma's `\w` outside of a set: numbers of Latin-1. */
const LATIN_NUMBERS = setOfCharacters("\u00b2\u00b3\u00b9\u00bc\u00bd\u00be");
/** In the `\w` of Python's `regex` and of Rust's: what joins letters. */
const JOINERS = setOfCharacters("\u200c\u200d");
const JAVASCRIPT_SPACE = unionOf(
  codePointSet([
    [0x09, 0x0d],
    [0x2000, 0x200a],
  ]),
  setOfCharacters("\u0020\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"),
);
const JAVASCRIPT_WORD = codePointSet([
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]);

/** Those whose sets within sets, `&&` and scripts are read. */
const HAS_NESTED_SETS: ReadonlySet<PatternFlavour> = /* @__PURE__ */ new Set<PatternFlavour>(["oniguruma", "tiktoken"]);
/** Sets within sets: those of models have one level. */
const MAX_NESTED = 16;

/** Escapes that are the same everywhere. */
const SAME_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f" };

/**
 * Reads a set behind its bracket, to the one that closes it. `[ab&&[^b]]` is what is in both: what stands side by side is
 * put together first, and `^` is about all of it.
 * @throws UntranslatablePattern
 */
export function readSet(
  pattern: PatternReader,
  flavour: PatternFlavour,
  ignoresCase: boolean,
  depth: number = 0,
): CodePointSet {
  const folds = ignoresCase && foldsAll(flavour);
  const nests = HAS_NESTED_SETS.has(flavour) && (folds || !ignoresCase) && depth < MAX_NESTED;
  const isNegated = pattern.peek() === "^";
  if (isNegated) pattern.take();
  if (pattern.peek() === "]" && flavour !== "javascript") throw pattern.unknown("an empty set");
  let others: CodePointSet | undefined;
  let parts: CodePointSet[] = [];
  const known = (): CodePointSet => {
    const set = folds ? withFolds(unionOf(...parts)) : unionOf(...parts);
    return others === undefined ? set : intersectionOf(others, set);
  };
  while (pattern.peek() !== "]") {
    if (nests && parts.length > 0 && pattern.startsWith("&&") && !/^&&[&\]]/.test(pattern.ahead(3))) {
      pattern.skip(2);
      others = known();
      parts = [];
      continue;
    }
    const character = pattern.take();
    if (character === "[" && flavour !== "javascript") {
      if (!nests || pattern.peek() === ":") throw pattern.unknown("a set within a set");
      parts.push(readSet(pattern, flavour, ignoresCase, depth + 1));
      if (pattern.startsWith("-") && !pattern.startsWith("-]")) throw pattern.unknown("a range from a set");
      continue;
    }
    if ("&-~|".includes(character) && pattern.peek() === character) throw pattern.unknown(character.repeat(2));
    const escaped = character === "\\" ? classOfEscape(pattern, flavour, true, ignoresCase) : undefined;
    if (escaped !== undefined) {
      parts.push(escaped);
      if (pattern.startsWith("-") && !pattern.startsWith("-]")) throw pattern.unknown("a range from a class");
      continue;
    }
    const first = character === "\\" ? literalOfEscape(pattern, flavour) : character;
    parts.push(partFrom(first, pattern, flavour, ignoresCase && !folds));
  }
  pattern.take();
  return isNegated ? complementOf(known()) : known();
}

/** A character of a set, or the range that begins with it. */
function partFrom(first: string, pattern: PatternReader, flavour: PatternFlavour, ignoresCase: boolean): CodePointSet {
  const isRange = pattern.startsWith("-") && !pattern.startsWith("-]");
  if (!isRange) {
    if (!ignoresCase) return setOfCharacters(first);
    if (first > "\u007f") throw pattern.unknown(`[...${first}...] within (?i:...)`);
    return setOfCharacters(foldsOf(first, flavour));
  }
  if (ignoresCase) throw pattern.unknown("[...-...] within (?i:...)");
  if (first === "-") throw pattern.unknown("a range from -");
  pattern.take();
  const character = pattern.take();
  if (character === "[" && flavour !== "javascript") throw pattern.unknown("a set within a set");
  if (character === "\\" && classOfEscape(pattern, flavour, true, false) !== undefined)
    throw pattern.unknown("a range to a class");
  const last = character === "\\" ? literalOfEscape(pattern, flavour) : character;
  if (last.codePointAt(0)! < first.codePointAt(0)!) throw pattern.unknown(`the range ${first}-${last}`);
  // Ahead of another hyphen engines disagree on what it is.
  if (pattern.startsWith("-") && !pattern.startsWith("-]")) throw pattern.unknown("a range after a range");
  return codePointSet([[first.codePointAt(0)!, last.codePointAt(0)!]]);
}

/** The class that stands behind a backslash, which is consumed; undefined where it is none. */
export function classOfEscape(
  pattern: PatternReader,
  flavour: PatternFlavour,
  isInSet: boolean,
  ignoresCase: boolean,
): CodePointSet | undefined {
  const letter = pattern.match(/^[sSdDwWpP]/);
  if (letter === undefined) return undefined;
  const lower = letter.toLowerCase();
  if (lower === "p") {
    // A fold takes letters of the other case too, or it does not: it depends on how they stand.
    if (ignoresCase && !foldsAll(flavour)) throw pattern.unknown(`\\${letter} within (?i:...)`);
    return categoryOf(letter, pattern, flavour, ignoresCase);
  }
  const set = lower === "w" ? wordsOf(flavour, isInSet) : lower === "d" ? digitsOf(flavour) : spacesOf(flavour);
  if (lower === "w" && ignoresCase && !foldsAll(flavour)) throw pattern.unknown(`\\${letter} within (?i:...)`);
  return letter === lower ? set : complementOf(set);
}

/** Whether what stands in a group that ignores case may be anything: Rust folds character by character, before it negates. */
export function foldsAll(flavour: PatternFlavour): boolean {
  return flavour === "tiktoken";
}

function categoryOf(
  letter: string,
  pattern: PatternReader,
  flavour: PatternFlavour,
  ignoresCase: boolean,
): CodePointSet {
  const written = pattern.match(/^\{\^?[\w -]+\}/);
  const [, negated = "", name = ""] = /^\{(\^?)([^}]*)\}$/.exec(written ?? "") ?? [];
  const named = isCategory(name) ? property(name) : HAS_NESTED_SETS.has(flavour) ? namedProperty(name) : undefined;
  const set = named !== undefined && ignoresCase ? withFolds(named) : named;
  if (set === undefined || (negated !== "" && flavour === "tiktoken"))
    throw pattern.unknown(`\\${letter}${written ?? ""}`);
  if (flavour === "javascript" && (negated !== "" || !/^(?:[A-Z][a-z]?|[A-Z][a-z]+(?:_[A-Z][a-z]+)?)$/.test(name)))
    throw pattern.unknown(`\\${letter}${written}`);
  return (letter === "P") === (negated === "") ? complementOf(set) : set;
}

function wordsOf(flavour: PatternFlavour, isInSet: boolean): CodePointSet {
  if (flavour === "javascript") return JAVASCRIPT_WORD;
  const word = property("word")!;
  if (flavour === "python" || flavour === "tiktoken") return unionOf(word, JOINERS);
  return isInSet ? word : unionOf(word, LATIN_NUMBERS);
}

function digitsOf(flavour: PatternFlavour): CodePointSet {
  return flavour === "javascript" ? codePointSet([[0x30, 0x39]]) : property("nd")!;
}

function spacesOf(flavour: PatternFlavour): CodePointSet {
  return flavour === "javascript" ? JAVASCRIPT_SPACE : property("space")!;
}

/** The character that an escape stands for, behind its backslash. @throws UntranslatablePattern */
export function literalOfEscape(pattern: PatternReader, flavour: PatternFlavour): string {
  const byNumber = pattern.match(/^(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[xu]\{[0-9a-fA-F]+\})/);
  if (byNumber !== undefined) return characterOf(byNumber, pattern, flavour);
  const character = pattern.take();
  const same = SAME_ESCAPES[character];
  if (same !== undefined) return same;
  // Before these Rust's has the edges of words.
  const isOther = flavour === "tiktoken" && /[<>]|[^\0-\x7f]/.test(character);
  if (isOther || /[A-Za-z0-9]/.test(character)) throw pattern.unknown(`\\${character}`);
  return character;
}

function characterOf(escape: string, pattern: PatternReader, flavour: PatternFlavour): string {
  const code = Number.parseInt(escape.replaceAll(/[xu{}]/g, ""), 16);
  const isBraced = escape[1] === "{";
  // Two digits are a byte in Oniguruma, not a character; most have but one way of writing more than four.
  const isKnown = isBraced
    ? flavour === "tiktoken" || (escape[0] === (flavour === "javascript" ? "u" : "x") && flavour !== "python")
    : !(flavour === "oniguruma" && escape[0] === "x" && code > 0x7f);
  if (!isKnown || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw pattern.unknown(`\\${escape}`);
  return String.fromCodePoint(code);
}

/** The characters that are alike but for their case. */
export function foldsOf(character: string, flavour: PatternFlavour): string {
  if (foldsAll(flavour)) return foldsOfCharacter(character);
  const lower = character.toLowerCase();
  const more =
    lower === "s" ? "\u017f" : lower === "k" ? "\u212a" : lower === "i" && flavour === "python" ? "\u0130" : "";
  return lower + lower.toUpperCase() + more;
}
