/**
 * Unicode's properties as far as patterns of files ask for them, of Unicode 16, whatever the engine's: Hugging
 * Face's Oniguruma and tiktoken's Rust have that version. Others, such as scripts, are not known here.
 */
import { packed } from "../packed/finer-classes.js";
import { eachRun, LETTER, LOWERISH, NUMBER, SPACE, UPPERISH } from "../split/character-classes.ts";
import { once } from "../vocabulary/once.ts";
import { codePointSet, type CodePointSet, complementOf, differenceOf, unionOf } from "./code-point-set.ts";
import { unpackRuns } from "./unpack-runs.ts";

/** In the order of tools/pack-finer-classes.mjs. */
const FINER = "Lt Lm Nd Nl Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Cf Mc Me OtherAlphabetic".split(" ");

/** Long names of General_Category, without spaces, underscores and capitals. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  letter: "l",
  uppercaseletter: "lu",
  lowercaseletter: "ll",
  titlecaseletter: "lt",
  modifierletter: "lm",
  otherletter: "lo",
  mark: "m",
  combiningmark: "m",
  nonspacingmark: "mn",
  spacingmark: "mc",
  enclosingmark: "me",
  number: "n",
  decimalnumber: "nd",
  letternumber: "nl",
  othernumber: "no",
  punctuation: "p",
  connectorpunctuation: "pc",
  dashpunctuation: "pd",
  openpunctuation: "ps",
  closepunctuation: "pe",
  initialpunctuation: "pi",
  finalpunctuation: "pf",
  otherpunctuation: "po",
  symbol: "s",
  mathsymbol: "sm",
  currencysymbol: "sc",
  modifiersymbol: "sk",
  othersymbol: "so",
  separator: "z",
  spaceseparator: "zs",
  lineseparator: "zl",
  paragraphseparator: "zp",
  other: "c",
  control: "cc",
  format: "cf",
  surrogate: "cs",
  privateuse: "co",
  unassigned: "cn",
};

const CONTROLS = codePointSet([
  [0x00, 0x1f],
  [0x7f, 0x9f],
]);

const SETS: Readonly<Record<string, () => CodePointSet>> = {
  l: () => withBits((bits) => (bits & LETTER) !== 0),
  lu: () => differenceOf(cased(UPPERISH), property("lt")!),
  ll: () => cased(LOWERISH),
  lt: () => finer("Lt"),
  lm: () => finer("Lm"),
  lo: () => differenceOf(cased(UPPERISH | LOWERISH), property("lm")!),
  mn: () => differenceOf(property("m")!, all("mc me")),
  mc: () => finer("Mc"),
  me: () => finer("Me"),
  m: () => withBits((bits) => bits === (UPPERISH | LOWERISH)),
  n: () => withBits((bits) => (bits & NUMBER) !== 0),
  nd: () => finer("Nd"),
  nl: () => finer("Nl"),
  no: () => differenceOf(property("n")!, unionOf(property("nd")!, property("nl")!)),
  ...Object.fromEntries(
    FINER.filter((name) => /^[PSC]/.test(name)).map((name) => [name.toLowerCase(), () => finer(name)]),
  ),
  p: () => all("pc pd ps pe pi pf po"),
  s: () => all("sm sc sk so"),
  z: () => differenceOf(property("space")!, CONTROLS),
  zs: () => differenceOf(property("z")!, codePointSet([[0x2028, 0x2029]])),
  zl: () => codePointSet([[0x2028, 0x2028]]),
  zp: () => codePointSet([[0x2029, 0x2029]]),
  c: () => complementOf(all("l m n p s z")),
  cc: () => CONTROLS,
  cs: () => codePointSet([[0xd800, 0xdfff]]),
  co: () =>
    codePointSet([
      [0xe000, 0xf8ff],
      [0xf0000, 0xffffd],
      [0x100000, 0x10fffd],
    ]),
  cn: () => differenceOf(property("c")!, all("cc cf cs co")),
  space: () => withBits((bits) => (bits & SPACE) !== 0),
  /** `\w` of UTS 18, but for what joins letters without being seen. */
  word: () => unionOf(all("l m nd nl pc"), finer("OtherAlphabetic")),
};

const known = new Map<string, CodePointSet>();

/** A name of a property as names are compared: in small letters, without what stands between words. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[ _-]/g, "");
}

/**
 * The code points of a property, or undefined where it is not known here.
 * @param name of a General_Category, short or long, in any case; or "space" and "word", of which `\s` and `\w` are made
 */
export function property(name: string): CodePointSet | undefined {
  const plain = plainName(name);
  const key = LONG_NAMES[plain] ?? plain;
  const found = known.get(key);
  if (found !== undefined || !Object.hasOwn(SETS, key)) return found;
  const set = SETS[key]!();
  known.set(key, set);
  return set;
}

/** Whether a pattern may ask for a property by this name. */
export function isCategory(name: string): boolean {
  const plain = plainName(name);
  return plain !== "space" && plain !== "word" && (Object.hasOwn(SETS, plain) || Object.hasOwn(LONG_NAMES, plain));
}

function all(names: string): CodePointSet {
  return unionOf(...names.split(" ").map((name) => property(name)!));
}

function cased(bits: number): CodePointSet {
  return withBits((found) => found === (LETTER | bits));
}

/** Runs of one class: where each starts and ends, and its bits. A look at each of a million code points takes longer. */
const classRuns = /* @__PURE__ */ once(() => {
  const runs: [start: number, end: number, bits: number][] = [];
  eachRun((...run) => void runs.push(run));
  return runs;
});

function withBits(isIn: (bits: number) => boolean): CodePointSet {
  return codePointSet(
    classRuns()
      .filter(([, , bits]) => isIn(bits))
      .map(([start, end]) => [start, end - 1]),
  );
}

function finer(name: string): CodePointSet {
  return unpackRuns(packed.split(";")[FINER.indexOf(name)]!);
}
