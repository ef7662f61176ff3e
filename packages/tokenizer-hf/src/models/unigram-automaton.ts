/**
 * All tokens that end at a place of a text, in one pass over it. Source: Aho, Corasick, Efficient string matching, CACM
 * 1975, its transitions in a double array: Aoe, An efficient digital search algorithm by using a double-array structure,
 * IEEE TSE 1989. Hot.
 *
 * A node is a text that tokens begin with. It has a base; its child for a UTF-16 unit is at base + code of that unit, if
 * the parent of that place is the node. The common units have the low codes. `fail` of a node is the longest node that it
 * ends with, `out` the longest token that it ends with, and `shorter` of a token the longest that this ends with. So time
 * grows with the text and with the tokens that are found, however long tokens are that begin like it.
 *
 * Building takes time that grows with the units of the vocabulary: tokens are sorted unit by unit, level by level.
 */

/** Of a node in `nodes`: a node is the index of the first. */
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
/** Ranges of tokens up to this are sorted by insertion. */
const MAX_INSERTION = 24;
/** Places that are tried for a node with several children before one behind all others is taken. */
const MAX_TRIES = 64;

export interface UnigramAutomaton {
  /** Four numbers for each place: base, parent, fail, out; bases and nodes are indexes here. `out` is 1 + an id, or 0. */
  readonly nodes: Int32Array;
  /** By UTF-16 unit: 0 where no token has it. */
  readonly codes: Uint16Array;
  /** By id: how many UTF-16 units it has. */
  readonly lengths: Int32Array;
  /** By id: 1 + the longest other token that it ends with, or 0. */
  readonly shorter: Int32Array;
}

/**
 * @param tokens by id; of equal ones the last is found, and none that is empty
 * @param isFound which of them are found; all where it is missing
 */
export function buildAutomaton(tokens: readonly string[], isFound?: (id: number) => boolean): UnigramAutomaton {
  return new Builder(tokens, isFound).build();
}

/** The token that a part of a text is; -1 where it is none. */
export function tokenAt({ nodes, codes, lengths }: UnigramAutomaton, text: string, start: number, end: number): number {
  let node = ROOT;
  for (let at = start; at < end; at++) {
    const code = codes[text.charCodeAt(at)]!;
    const child = nodes[node + BASE]! + (code << NODE_SHIFT);
    if (code === 0 || nodes[child + PARENT] !== node) return -1;
    node = child;
  }
  const id = nodes[node + OUT]! - 1;
  return id >= 0 && lengths[id] === end - start ? id : -1;
}

class Builder {
  /** Codes of all tokens, one behind another, and where each begins. */
  readonly #units: Uint16Array;
  readonly #starts: Int32Array;
  readonly #codes: Uint16Array = new Uint16Array(1 << 16);
  /** How many codes there are, with that of none. */
  readonly #codeCount: number;
  /** Ids, those of a node side by side. */
  readonly #order: Int32Array;
  readonly #sorted: Int32Array;
  readonly #counts: Int32Array;
  #places: Places;
  #nodes: Int32Array;
  readonly #shorter: Int32Array;

  constructor(tokens: readonly string[], isFound: ((id: number) => boolean) | undefined) {
    const starts = new Int32Array(tokens.length + 1);
    for (let id = 0; id < tokens.length; id++) starts[id + 1] = starts[id]! + tokens[id]!.length;
    this.#starts = starts;
    this.#units = new Uint16Array(starts[tokens.length]!);
    for (let id = 0, to = 0; id < tokens.length; id++) {
      const token = tokens[id]!;
      for (let at = 0; at < token.length; at++) this.#units[to++] = token.charCodeAt(at);
    }
    this.#codeCount = this.#encodeUnits();
    this.#order = idsToFind(tokens, isFound);
    this.#sorted = new Int32Array(this.#order.length);
    this.#counts = new Int32Array(this.#codeCount);
    this.#shorter = new Int32Array(tokens.length);
    this.#places = new Places(tokens.length + this.#codeCount);
    this.#nodes = newNodes(this.#places.size);
  }

  build(): UnigramAutomaton {
    this.#places.take(0);
    let level: number[] = [ROOT, 0, this.#order.length];
    for (let depth = 0; level.length > 0; depth++) {
      const next: number[] = [];
      for (let i = 0; i < level.length; i += 3) this.#addNode(level[i]!, level[i + 1]!, level[i + 2]!, depth, next);
      level = next;
    }
    const lengths = this.#starts.subarray(1).map((end, id) => end - this.#starts[id]!);
    // Whatever the base of a node, its children are within.
    const size = (this.#places.end + this.#codeCount) << NODE_SHIFT;
    const nodes = newNodes(size >> NODE_SHIFT);
    nodes.set(this.#nodes.subarray(0, Math.min(size, this.#nodes.length)));
    return { nodes, codes: this.#codes, lengths, shorter: this.#shorter };
  }

  /** Puts codes in the place of units: common units have low ones. */
  #encodeUnits(): number {
    const counts = new Int32Array(1 << 16);
    for (const unit of this.#units) counts[unit]!++;
    const used: number[] = [];
    for (let unit = 0; unit < counts.length; unit++) if (counts[unit]! > 0) used.push(unit);
    used.sort((a, b) => counts[b]! - counts[a]!);
    for (let i = 0; i < used.length; i++) this.#codes[used[i]!] = i + 1;
    for (let at = 0; at < this.#units.length; at++) this.#units[at] = this.#codes[this.#units[at]!]!;
    return used.length + 1;
  }

  /** Adds what a node is and has: its tokens are a range of the order. */
  #addNode(node: number, first: number, end: number, depth: number, next: number[]): void {
    let low = first;
    let own = -1;
    for (let i = first; i < end; i++) {
      const id = this.#order[i]!;
      if (this.#starts[id + 1]! - this.#starts[id]! !== depth) continue;
      if (id > own) own = id;
      this.#order[i] = this.#order[low]!;
      this.#order[low++] = id;
    }
    const longest = depth === 0 ? 0 : this.#nodes[this.#nodes[node + FAIL]! + OUT]!;
    if (own >= 0) this.#shorter[own] = longest;
    this.#nodes[node + OUT] = own < 0 || depth === 0 ? longest : own + 1;
    if (low === end) return;
    this.#sort(low, end, depth);
    this.#addChildren(node, low, end, depth, next);
  }

  #codeOf(index: number, depth: number): number {
    return this.#units[this.#starts[this.#order[index]!]! + depth]!;
  }

  /** Sorts a range by the code at a depth. */
  #sort(first: number, end: number, depth: number): void {
    const order = this.#order;
    if (end - first <= MAX_INSERTION) {
      for (let i = first + 1; i < end; i++) {
        const id = order[i]!;
        const code = this.#codeOf(i, depth);
        let to = i;
        for (; to > first && this.#codeOf(to - 1, depth) > code; to--) order[to] = order[to - 1]!;
        order[to] = id;
      }
      return;
    }
    const counts = this.#counts;
    const used: number[] = [];
    for (let i = first; i < end; i++) {
      const code = this.#codeOf(i, depth);
      if (counts[code]!++ === 0) used.push(code);
    }
    if (used.length > 1) {
      let to = first;
      for (const code of used.sort((a, b) => a - b)) {
        const count = counts[code]!;
        counts[code] = to;
        to += count;
      }
      for (let i = first; i < end; i++) this.#sorted[counts[this.#codeOf(i, depth)]!++] = order[i]!;
      order.set(this.#sorted.subarray(first, end), first);
    }
    for (const code of used) counts[code] = 0;
  }

  #addChildren(node: number, first: number, end: number, depth: number, next: number[]): void {
    const codes: number[] = [];
    for (let i = first, last = -1; i < end; i++) {
      const code = this.#codeOf(i, depth);
      if (code !== last) codes.push((last = code));
    }
    const base = this.#places.baseFor(codes);
    this.#growNodes();
    const nodes = this.#nodes;
    nodes[node + BASE] = base << NODE_SHIFT;
    for (let i = first, c = 0; i < end; c++) {
      const code = codes[c]!;
      const start = i;
      while (i < end && this.#codeOf(i, depth) === code) i++;
      const child = (base + code) << NODE_SHIFT;
      nodes[child + PARENT] = node;
      nodes[child + FAIL] = depth === 0 ? ROOT : this.#failOf(nodes[node + FAIL]!, code);
      next.push(child, start, i);
    }
  }

  #failOf(from: number, code: number): number {
    const nodes = this.#nodes;
    for (let node = from; ; node = nodes[node + FAIL]!) {
      const child = nodes[node + BASE]! + (code << NODE_SHIFT);
      if (nodes[child + PARENT] === node) return child;
      if (node === ROOT) return ROOT;
    }
  }

  #growNodes(): void {
    if (this.#nodes.length >> NODE_SHIFT >= this.#places.size) return;
    const nodes = newNodes(this.#places.size);
    nodes.set(this.#nodes);
    this.#nodes = nodes;
  }
}

function idsToFind(tokens: readonly string[], isFound: ((id: number) => boolean) | undefined): Int32Array {
  const ids = new Int32Array(tokens.length);
  let count = 0;
  for (let id = 0; id < tokens.length; id++) if (isFound === undefined || isFound(id)) ids[count++] = id;
  return ids.subarray(0, count);
}

function newNodes(places: number): Int32Array {
  const nodes = new Int32Array(places << NODE_SHIFT);
  for (let at = PARENT; at < nodes.length; at += 1 << NODE_SHIFT) nodes[at] = FREE;
  return nodes;
}

/** Which places of the double array are free. */
class Places {
  /** By place: itself where it is free, else one further on that may be. */
  #next: Int32Array;
  /** Behind the last place that is taken. */
  end = 0;
  /** Where places are tried for several children: before, few are free. */
  #from = 1;

  constructor(size: number) {
    this.#next = Int32Array.from({ length: size + 1 }, (_, at) => at);
  }

  get size(): number {
    return this.#next.length - 1;
  }

  take(place: number): void {
    this.#next[place] = place + 1;
    if (place >= this.end) this.end = place + 1;
  }

  /** Takes places for children. @param codes in order */
  baseFor(codes: readonly number[]): number {
    const first = codes[0]!;
    const last = codes.at(-1)!;
    let tries = 0;
    let place = this.#free(codes.length === 1 ? first : Math.max(first, this.#from));
    while (!this.#fits(place - first, codes)) {
      if (++tries === MAX_TRIES) {
        this.#from = place;
        place = this.#free(Math.max(first, this.end));
      } else place = this.#free(place + 1);
    }
    const base = place - first;
    this.#grow(base + last + 1);
    for (const code of codes) this.take(base + code);
    return base;
  }

  #fits(base: number, codes: readonly number[]): boolean {
    for (let i = 1; i < codes.length; i++) {
      const place = base + codes[i]!;
      if (place < this.size && this.#next[place] !== place) return false;
    }
    return true;
  }

  /** The first free place from one on. */
  #free(from: number): number {
    this.#grow(from + 1);
    let place = from;
    while (this.#next[place] !== place) {
      const after = this.#next[place]!;
      this.#grow(after + 1);
      // Halving the way, for those that come later.
      this.#next[place] = this.#next[after]!;
      place = after;
    }
    return place;
  }

  #grow(size: number): void {
    const before = this.#next.length;
    if (size < before) return;
    const next = new Int32Array(Math.max(size + 1, 2 * before));
    next.set(this.#next);
    for (let at = before; at < next.length; at++) next[at] = at;
    this.#next = next;
  }
}
