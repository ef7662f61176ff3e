/** What can be said of a part of an expression without a text: how many characters it takes, and which comes first. */
import { type CodePointSet, complementOf, unionOf } from "@windrow/tokenizer-bpe/internal";
import type { Node } from "./nodes.ts";

export interface Extent {
  /** Characters that it takes at least. */
  readonly min: number;
  /** And at most; may be Infinity. */
  readonly max: number;
}

const ANYTHING: CodePointSet = /* @__PURE__ */ complementOf([]);
/** Each part is asked by all parts around it. */
const extents: WeakMap<Node, Extent> = /* @__PURE__ */ new WeakMap();
const firsts: WeakMap<Node, CodePointSet> = /* @__PURE__ */ new WeakMap();

export function extentOf(node: Node): Extent {
  const known = extents.get(node) ?? workedOutExtent(node);
  extents.set(node, known);
  return known;
}

function workedOutExtent(node: Node): Extent {
  switch (node.kind) {
    case "set":
      return { min: 1, max: 1 };
    case "sequence":
      return node.parts.map(extentOf).reduce((sum, { min, max }) => ({ min: sum.min + min, max: sum.max + max }), {
        min: 0,
        max: 0,
      });
    case "choice":
      return node.options
        .map(extentOf)
        .reduce((all, { min, max }) => ({ min: Math.min(all.min, min), max: Math.max(all.max, max) }));
    case "repeat": {
      const { min, max } = extentOf(node.body);
      return { min: min * node.min, max: max === 0 || node.max === 0 ? 0 : max * node.max };
    }
    case "atomic":
    case "capture":
      return extentOf(node.body);
    case "backReference":
      return { min: 0, max: Infinity };
    default:
      return { min: 0, max: 0 };
  }
}

/** The characters that it can begin with, if it takes one. */
export function firstOf(node: Node): CodePointSet {
  const known = firsts.get(node) ?? workedOutFirst(node);
  firsts.set(node, known);
  return known;
}

function workedOutFirst(node: Node): CodePointSet {
  switch (node.kind) {
    case "set":
      return node.set;
    case "sequence":
      return firstOfSequence(node.parts);
    case "choice":
      return unionOf(...node.options.map(firstOf));
    case "repeat":
    case "atomic":
    case "capture":
      return node.kind === "repeat" && node.max === 0 ? [] : firstOf(node.body);
    case "backReference":
      return ANYTHING;
    default:
      return [];
  }
}

function firstOfSequence(parts: readonly Node[]): CodePointSet {
  const sets: CodePointSet[] = [];
  for (const part of parts) {
    sets.push(firstOf(part));
    if (extentOf(part).min > 0) break;
  }
  return unionOf(...sets);
}
