/**
 * All tokens that end at a place of a text, in one pass over it. Source: Aho, Corasick, Efficient string matching, CACM
 * 1975, its transitions in a double array: Aoe, An efficient digital search algorithm by using a double-array structure,
 * IEEE TSE 1989. Hot.
 *
 * A node is a text that tokens begin with. It has a base; its child for a UTF-16 unit is at base + code of that unit, if
 * the parent of that place is the node. The common units have the low codes. `fail` of a node is the longest node that it
 * ends with, `out` the longest token that it ends with; a token is linked to the longest other one that it
 * ends with. So time grows with the text and with the tokens that are found, however long those are that begin like it.
 *
 * Building takes time that grows with the units of the vocabulary: of sorted tokens, level by level.
 */
import { FreePlaces } from "./free-places.ts";
import { type SortedTokens, sortedTokens } from "./sorted-tokens.ts";

/** Fields of a node in `nodes`: a node is the index of the first. */
export const BASE = 0;
export const PARENT = 1;
export const FAIL = 2;
export const OUT = 3;
/** log2 of how many numbers a node has. */
export const NODE_SHIFT = 2;

/** The node of the empty text. */
export const ROOT = 0;

/** No parent. */
const FREE = -1;

export interface UnigramAutomaton {
  /** Four numbers for each place: base, parent, fail, out; bases and nodes are indexes here. `out` is 1 + an id, or 0. */
  readonly nodes: Int32Array;
  /** By UTF-16 unit: 0 where no token has it. */
  readonly codes: Uint16Array;
  /** Two numbers for each id: how many UTF-16 units it has, and 1 + the longest other token that it ends with, or 0. */
  readonly links: Int32Array;
}

/** @param tokens by id; of equal ones the last is found, and none that is empty */
export function buildAutomaton(tokens: readonly string[]): UnigramAutomaton {
  return new Builder(tokens).build();
}

/** The token that a part of a text is; -1 where it is none. */
export function tokenAt({ nodes, codes, links }: UnigramAutomaton, text: string, start: number, end: number): number {
  let node = ROOT;
  for (let at = start; at < end; at++) {
    const code = codes[text.charCodeAt(at)]!;
    const child = nodes[node + BASE]! + (code << NODE_SHIFT);
    if (code === 0 || nodes[child + PARENT] !== node) return -1;
    node = child;
  }
  const id = nodes[node + OUT]! - 1;
  return id >= 0 && links[2 * id] === end - start ? id : -1;
}

class Builder {
  readonly #tokens: SortedTokens;
  readonly #links: Int32Array;
  readonly #places: FreePlaces;
  #nodes: Int32Array;
  /** Codes of the children of a node, and where the tokens of each begin. */
  readonly #codes: Int32Array;
  readonly #firsts: Int32Array;

  constructor(tokens: readonly string[]) {
    this.#tokens = sortedTokens(tokens);
    this.#links = new Int32Array(2 * tokens.length);
    for (let id = 0; id < tokens.length; id++) this.#links[2 * id] = tokens[id]!.length;
    const { codeCount } = this.#tokens;
    this.#codes = new Int32Array(codeCount);
    this.#firsts = new Int32Array(codeCount + 1);
    this.#places = new FreePlaces(tokens.length + codeCount);
    this.#nodes = newNodes(this.#places.size);
  }

  build(): UnigramAutomaton {
    const { ids, codeOfUnit, codeCount } = this.#tokens;
    this.#places.take(ROOT);
    this.#nodes[ROOT + BASE] = 0;
    this.#nodes[ROOT + OUT] = 0;
    // Nodes of one depth, each with the range of its tokens: no more than there are tokens.
    let level = new Int32Array(3 * Math.max(1, ids.length));
    let next = new Int32Array(level.length);
    level.set([ROOT, 0, ids.length]);
    for (let depth = 0, count = 3; count > 0; depth++) {
      let added = 0;
      for (let i = 0; i < count; i += 3)
        added = this.#addNode(level[i]!, level[i + 1]!, level[i + 2]!, depth, next, added);
      [level, next, count] = [next, level, added];
    }
    // Whatever the base of a node, its children are within.
    const size = (this.#places.end + codeCount) << NODE_SHIFT;
    this.#growNodes(size >> NODE_SHIFT);
    return { nodes: this.#nodes.slice(0, size), codes: codeOfUnit, links: this.#links };
  }

  /** Adds what a node is, and its children, to the next level. @returns how many numbers that has */
  #addNode(node: number, first: number, end: number, depth: number, next: Int32Array, added: number): number {
    const { ids, units, starts } = this.#tokens;
    const nodes = this.#nodes;
    let low = first;
    let own = -1;
    // Shorter tokens come first.
    for (; low < end && starts[low]! + depth === starts[low + 1]; low++) own = Math.max(own, ids[low]!);
    if (depth > 0) {
      const longest = nodes[nodes[node + FAIL]! + OUT]!;
      if (own >= 0) this.#links[2 * own + 1] = longest;
      nodes[node + OUT] = own < 0 ? longest : own + 1;
    }
    if (low === end) return added;
    let count = 0;
    for (let i = low, last = -1; i < end; i++) {
      const code = units[starts[i]! + depth]!;
      if (code === last) continue;
      last = code;
      this.#codes[count] = code;
      this.#firsts[count++] = i;
    }
    this.#firsts[count] = end;
    return this.#addChildren(node, count, depth, next, added);
  }

  #addChildren(node: number, count: number, depth: number, next: Int32Array, added: number): number {
    const base = this.#places.baseFor(this.#codes, count) << NODE_SHIFT;
    this.#growNodes(this.#places.size);
    const nodes = this.#nodes;
    const fail = nodes[node + FAIL]!;
    nodes[node + BASE] = base;
    let to = added;
    for (let i = 0; i < count; i++) {
      const code = this.#codes[i]! << NODE_SHIFT;
      const child = base + code;
      nodes[child + BASE] = 0;
      nodes[child + PARENT] = node;
      nodes[child + FAIL] = depth === 0 ? ROOT : this.#failOf(fail, code);
      next[to++] = child;
      next[to++] = this.#firsts[i]!;
      next[to++] = this.#firsts[i + 1]!;
    }
    return to;
  }

  #failOf(from: number, code: number): number {
    const nodes = this.#nodes;
    for (let node = from; ; node = nodes[node + FAIL]!) {
      const child = nodes[node + BASE]! + code;
      if (nodes[child + PARENT] === node) return child;
      if (node === ROOT) return ROOT;
    }
  }

  #growNodes(places: number): void {
    if (this.#nodes.length >> NODE_SHIFT >= places) return;
    const nodes = newNodes(places);
    nodes.set(this.#nodes);
    this.#nodes = nodes;
  }
}

function newNodes(places: number): Int32Array {
  return new Int32Array(places << NODE_SHIFT).fill(FREE);
}
