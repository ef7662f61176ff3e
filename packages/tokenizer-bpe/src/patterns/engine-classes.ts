/**
 * Sets of code points in words of the engine's own categories. Written out, a set such as `[\p{Lu}\p{M}]` takes
 * thousands of characters, and V8 does not optimize an expression whose source has more than 20,480 of them.
 *
 * The engine's version of Unicode need not be 16, so its categories are first compared with Unicode 16's, on every
 * code point, and a set is put together from those it holds as they are in the engine, and from what is missing.
 */
import {
  type CodePointSet,
  complementOf,
  differenceOf,
  isWithin,
  rangesOf,
  setOfCharacters,
  sourceOfSet,
  unionOf,
} from "./code-point-set.ts";
import { property } from "./unicode-properties.ts";

/** Characters of the longest source that V8 optimizes. */
export const MAX_OPTIMIZED: number = 20 * 1024;

interface EngineClass {
  readonly source: string;
  /** What the engine has in it. */
  readonly set: CodePointSet;
}

let known: readonly EngineClass[] | undefined;

/** A set in the syntax of JavaScript with the flag `u`, as short as the engine's categories make it. */
export function sourceInClasses(set: CodePointSet): string {
  known ??= compareClasses();
  const forms = [`[${contents(set, known)}]`, `[^${contents(complementOf(set), known)}]`];
  return forms.reduce((best, form) => (form.length < best.length ? form : best), sourceOfSet(set));
}

function contents(set: CodePointSet, classes: readonly EngineClass[]): string {
  const whole = classes.filter((one) => isWithin(one.set, set));
  const rest = differenceOf(set, unionOf(...whole.map((one) => one.set)));
  return whole.map(({ source }) => source).join("") + rangesOf(rest);
}

/** What the engine has in each of the categories, of which every code point is in one: once, since it looks at all of them. */
function compareClasses(): EngineClass[] {
  const names = "Lu Ll Lt Lm Lo M Nd Nl No Pc Pd Ps Pe Pi Pf Po S Z Cc".split(" ");
  const expected: EngineClass[] = names.map((name) => ({ source: `\\p{${name}}`, set: property(name)! }));
  expected.push({
    source: ["Cf", "Cs", "Co", "Cn"].map((name) => `\\p{${name}}`).join(""),
    set: complementOf(unionOf(...expected.map(({ set }) => set))),
  });
  const elsewhere = expected.map(({ source, set }) => strangersIn(set, source));
  const moved = elsewhere.flat();
  return expected.map(({ source, set }, i) => {
    const expression = new RegExp(`[${source}]`, "u");
    const added = moved.filter((character) => expression.test(character));
    return {
      source,
      set: unionOf(differenceOf(set, setOfCharacters(elsewhere[i]!.join(""))), setOfCharacters(added.join(""))),
    };
  });
}

/** The characters of a set that the engine has in another category. */
function strangersIn(set: CodePointSet, source: string): string[] {
  return textOf(set).match(new RegExp(`[^${source}]`, "gu")) ?? [];
}

/** All of a set in one text, but for halves of surrogate pairs, which are in one category in all versions. */
function textOf(set: CodePointSet): string {
  let points = 0;
  for (let i = 0; i < set.length; i += 2) points += set[i + 1]! - set[i]! + 1;
  const units = new Uint8Array(4 * points);
  let length = 0;
  const add = (unit: number): void => {
    units[length++] = unit & 0xff;
    units[length++] = unit >> 8;
  };
  for (let i = 0; i < set.length; i += 2) {
    for (let point = set[i]!; point <= set[i + 1]!; point++) {
      if (point > 0xffff) {
        add(0xd7c0 + (point >> 10));
        add(0xdc00 + (point & 0x3ff));
      } else if ((point & 0xf800) !== 0xd800) add(point);
    }
  }
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units.subarray(0, length));
}
