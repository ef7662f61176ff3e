/**
 * Unicode's scripts and some of its binary properties by name, of Unicode 16. Apart from unicode-properties.ts, so that
 * whoever needs only general categories does not carry them. Short names of scripts and blocks are not known.
 */
import { packed } from "../packed/properties.js";
import { type CodePointSet, unionOf } from "./code-point-set.ts";
import { plainName, property } from "./unicode-properties.ts";
import { unpackRuns } from "./unpack-runs.ts";

/** The categories that tools/pack-properties.mjs leaves out of a property. */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  alphabetic: ["l", "nl"],
  lowercase: ["ll"],
  uppercase: ["lu"],
};

let packedByName: ReadonlyMap<string, string> | undefined;
const known = new Map<string, CodePointSet>();

/**
 * The code points of a script or a binary property, or undefined where it is not known here.
 * @param name the long one, in any case
 */
export function namedProperty(name: string): CodePointSet | undefined {
  const plain = plainName(name);
  const found = known.get(plain);
  if (found !== undefined) return found;
  packedByName ??= new Map(
    packed.split(";").map((entry): [string, string] => {
      const [full, runs] = entry.split("=");
      return [plainName(full!), runs!];
    }),
  );
  const runs = packedByName.get(plain);
  if (runs === undefined) return undefined;
  const set = unionOf(unpackRuns(runs), ...(CATEGORIES[plain] ?? []).map((category) => property(category)!));
  known.set(plain, set);
  return set;
}
