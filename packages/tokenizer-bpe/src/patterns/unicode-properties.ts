/**
 * Unicode's properties as far as patterns of files ask for them, of Unicode 16, whatever the engine's: Hugging
 * Face's Oniguruma and tiktoken's Rust have that version. Others, such as scripts, are not known here.
 */
import { packed } from "../packed/finer-classes.js";
import {
  CLASS_BY_CODE_POINT,
  LETTER,
  loadClasses,
  LOWERISH,
  NUMBER,
  SPACE,
  UPPERISH,
} from "../split/character-classes.ts";
import { codePointSet, type CodePointSet, differenceOf, unionOf } from "./code-point-set.ts";

/** In the order of tools/pack-finer-classes.mjs. */
const FINER = ["Lt", "Lm", "Nd", "Nl", "Pc", "OtherAlphabetic"] as const;

/** Long names of General_Category, without spaces, underscores and capitals. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  letter: "l",
  uppercaseletter: "lu",
  lowercaseletter: "ll",
  titlecaseletter: "lt",
  modifierletter: "lm",
  otherletter: "lo",
  mark: "m",
  number: "n",
  decimalnumber: "nd",
  letternumber: "nl",
  othernumber: "no",
  connectorpunctuation: "pc",
};

const SETS: Readonly<Record<string, () => CodePointSet>> = {
  l: () => withBits((bits) => (bits & LETTER) !== 0),
  lu: () => differenceOf(cased(UPPERISH), property("lt")!),
  ll: () => cased(LOWERISH),
  lt: () => finer("Lt"),
  lm: () => finer("Lm"),
  lo: () => differenceOf(cased(UPPERISH | LOWERISH), property("lm")!),
  m: () => withBits((bits) => bits === (UPPERISH | LOWERISH)),
  n: () => withBits((bits) => (bits & NUMBER) !== 0),
  nd: () => finer("Nd"),
  nl: () => finer("Nl"),
  no: () => differenceOf(property("n")!, unionOf(property("nd")!, property("nl")!)),
  pc: () => finer("Pc"),
  space: () => withBits((bits) => (bits & SPACE) !== 0),
  /** `\w` of UTS 18, but for what joins letters without being seen. */
  word: () => unionOf(...["l", "m", "nd", "nl", "pc"].map((name) => property(name)!), finer("OtherAlphabetic")),
};

const known = new Map<string, CodePointSet>();

/**
 * The code points of a property, or undefined where it is not known here.
 * @param name of a General_Category, short or long, in any case; or "space" and "word", of which `\s` and `\w` are made
 */
export function property(name: string): CodePointSet | undefined {
  const plain = name.toLowerCase().replaceAll(/[ _-]/g, "");
  const key = LONG_NAMES[plain] ?? plain;
  const found = known.get(key);
  if (found !== undefined || !Object.hasOwn(SETS, key)) return found;
  const set = SETS[key]!();
  known.set(key, set);
  return set;
}

/** Whether a pattern may ask for a property by this name. */
export function isCategory(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[ _-]/g, "");
  return plain !== "space" && plain !== "word" && (Object.hasOwn(SETS, plain) || Object.hasOwn(LONG_NAMES, plain));
}

function cased(bits: number): CodePointSet {
  return withBits((found) => found === (LETTER | bits));
}

function withBits(isIn: (bits: number) => boolean): CodePointSet {
  loadClasses();
  const set: number[] = [];
  for (let codePoint = 0; codePoint < CLASS_BY_CODE_POINT.length; codePoint++) {
    const bits = CLASS_BY_CODE_POINT[codePoint]!;
    if (bits === 0 || !isIn(bits)) continue;
    if (set.at(-1) === codePoint - 1) set[set.length - 1] = codePoint;
    else set.push(codePoint, codePoint);
  }
  return set;
}

function finer(name: (typeof FINER)[number]): CodePointSet {
  const runs = packed.split(";")[FINER.indexOf(name)]!.split(" ");
  let end = 0;
  return codePointSet(
    runs.map((run): [number, number] => {
      const [gap, length] = run.split(",");
      const first = end + Number.parseInt(gap!, 32);
      end = first + Number.parseInt(length ?? "1", 32);
      return [first, end - 1];
    }),
  );
}
