/**
 * Classes of characters by their names in Oniguruma: `\w`, `[:alpha:]`, `\p{Han}`. They are those of Unicode 16,
 * which Hugging Face's Oniguruma has, or of ASCII alone where the options say so.
 */
import {
  codePointSet,
  type CodePointSet,
  complementOf,
  differenceOf,
  namedProperty,
  plainName,
  property,
  setOfCharacters,
  unionOf,
} from "@windrow/tokenizer-bpe/internal";
import type { ExpressionOptions } from "./expression-options.ts";

const ASCII: CodePointSet = /* @__PURE__ */ codePointSet([[0, 0x7f]]);
const NOT_ASCII: CodePointSet = /* @__PURE__ */ complementOf(ASCII);
/** Numbers of Latin-1 that `\w` takes by itself, and not in a set. */
const LATIN_NUMBERS: CodePointSet = /* @__PURE__ */ setOfCharacters("\u00b2\u00b3\u00b9\u00bc\u00bd\u00be");
const HEX_DIGITS: CodePointSet = /* @__PURE__ */ codePointSet([
  [0x30, 0x39],
  [0x41, 0x46],
  [0x61, 0x66],
]);

const category = (name: string): CodePointSet => property(name)!;
const alphabetic = (): CodePointSet => namedProperty("alphabetic")!;
const graph = (): CodePointSet => complementOf(unionOf(...["space", "cc", "cn", "cs"].map(category)));

/** The names of POSIX, which `\p{...}` knows as well. */
const POSIX: Readonly<Record<string, () => CodePointSet>> = {
  alnum: () => unionOf(alphabetic(), category("nd")),
  alpha: alphabetic,
  ascii: () => ASCII,
  blank: () => unionOf(category("zs"), setOfCharacters("\t")),
  cntrl: () => category("cc"),
  digit: () => category("nd"),
  graph,
  lower: () => namedProperty("lowercase")!,
  print: () => unionOf(graph(), category("zs")),
  punct: () => unionOf(category("p"), category("s")),
  space: () => category("space"),
  upper: () => namedProperty("uppercase")!,
  xdigit: () => HEX_DIGITS,
  word: () => category("word"),
};

/** A class that other options make another one of. */
function withinOptions(name: string, options: ExpressionOptions): CodePointSet {
  const set = POSIX[name]!();
  const isAscii =
    options.posixIsAscii ||
    (name === "word" && options.wordIsAscii) ||
    (name === "digit" && options.digitIsAscii) ||
    (name === "space" && options.spaceIsAscii);
  return isAscii ? differenceOf(set, NOT_ASCII) : set;
}

/** `[:name:]`, or undefined where there is none of that name. */
export function posixClass(name: string, options: ExpressionOptions): CodePointSet | undefined {
  return Object.hasOwn(POSIX, name) ? withinOptions(name, options) : undefined;
}

/** What counts as a word, outside of sets. */
export function wordCharacters(options: ExpressionOptions): CodePointSet {
  const word = withinOptions("word", options);
  return options.wordIsAscii || options.posixIsAscii ? word : unionOf(word, LATIN_NUMBERS);
}

/** `\d` and its like by their letter, or undefined for another letter. */
export function classOfLetter(letter: string, options: ExpressionOptions, isInSet: boolean): CodePointSet | undefined {
  switch (letter) {
    case "d":
      return withinOptions("digit", options);
    case "s":
      return withinOptions("space", options);
    case "h":
      return HEX_DIGITS;
    case "w":
      return isInSet ? withinOptions("word", options) : wordCharacters(options);
    default:
      return /^[DSHW]$/.test(letter) ? complementOf(classOfLetter(letter.toLowerCase(), options, isInSet)!) : undefined;
  }
}

/** `\p{name}`, or undefined where the name is not known here. */
export function classOfProperty(name: string, options: ExpressionOptions, isInSet: boolean): CodePointSet | undefined {
  const plain = plainName(name);
  if (plain === "word" && !isInSet) return wordCharacters(options);
  // Unicode's short name of the category.
  if (plain === "punct") return category("p");
  if (plain === "posixpunct") return withinOptions("punct", options);
  if (plain === "any") return complementOf([]);
  if (plain === "assigned") return complementOf(category("cn"));
  if (plain === "lc") return unionOf(...["lu", "ll", "lt"].map(category));
  return posixClass(plain, options) ?? property(plain) ?? namedProperty(plain);
}
