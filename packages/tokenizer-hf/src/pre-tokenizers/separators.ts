/** Characters at which a text falls into parts that can be split alone. */
import { type CodePointSet, complementOf, unionOf } from "@windrow/tokenizer-bpe/internal";
import type { Node } from "../patterns/nodes.ts";
import type { Pattern } from "../patterns/pattern.ts";

/**
 * The characters that a step leaves out wherever they stand, given that it leaves out what a pattern finds, or all else:
 * no match or piece goes beyond one, and what is between two of them is split as if it stood alone.
 * @returns undefined where that is not known
 */
export function separatorsOf(pattern: Pattern, keepsMatches: boolean): CodePointSet | undefined {
  const node = pattern.node?.();
  if (node === undefined) return undefined;
  if (!keepsMatches) return node.kind === "set" ? node.set : undefined;
  // Without looking around, a search sees nothing of what is behind a character that it can't take.
  const sets = setsOf(node);
  return sets && complementOf(unionOf(...sets));
}

/** All sets that characters are taken from; undefined where something else decides about a match. */
function setsOf(node: Node): CodePointSet[] | undefined {
  if (node.kind === "set") return [node.set];
  if (node.kind === "repeat" || node.kind === "atomic" || node.kind === "capture") return setsOf(node.body);
  if (node.kind !== "sequence" && node.kind !== "choice") return undefined;
  const sets = (node.kind === "sequence" ? node.parts : node.options).map(setsOf);
  return sets.every((one) => one !== undefined) ? sets.flat() : undefined;
}
