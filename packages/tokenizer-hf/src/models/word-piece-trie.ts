/**
 * The longest tokens of a word, one after another, in one pass. Source: Song, Salcianu, Song, Dopson, Zhou, Fast WordPiece
 * Tokenization, EMNLP 2021 (LinMaxMatch). Hot.
 *
 * Two tries over UTF-16 units: of all tokens, and of what follows the prefix in those that go on with a word. A node is
 * what was read since the last token that is certain. Where it has no child for the next unit, the tokens that it begins
 * with (`pops`) are certain, and what is left of it is another node (`fail`), of less depth. Both are known of each node,
 * so that each step of a match reads a unit or makes a token: time grows with the word, whatever the vocabulary. Making
 * the tries takes time and memory that grow with the units of the vocabulary.
 *
 * Pops of a node are those of its parent and of nodes before it, one behind another: a tree that shares them all, since
 * lists would take quadratic room for tokens such as a hundred thousand letters.
 */

/** No node, and no pops: both are indexes, or `~id` for a single token. */
const NONE = 0x7fffffff;
/** Roots of the tries: the beginning of a word, and what goes on with it. */
const START = 0;
const WITHIN = 1;

export class WordPieceTrie {
  /** By node. */
  readonly #fail: Int32Array;
  readonly #pops: Int32Array;
  /** Children by a hash of node and unit, open addressing; a place without a child is free. */
  readonly #nodes: Int32Array;
  readonly #units: Uint16Array;
  readonly #children: Int32Array;
  /** Pops of two parts each. */
  readonly #lefts: number[] = [];
  readonly #rights: number[] = [];

  constructor(vocab: ReadonlyMap<string, number>, continuingPrefix: string) {
    let units = 0;
    for (const token of vocab.keys()) units += token.length * (token.startsWith(continuingPrefix) ? 2 : 1);
    let places = 16;
    while (places < 2 * units) places *= 2;
    this.#nodes = new Int32Array(places);
    this.#units = new Uint16Array(places);
    this.#children = new Int32Array(places);
    const tries = new TrieNodes(units + 2);
    for (const [token, id] of vocab) {
      this.#add(tries, START, token, id);
      if (token.startsWith(continuingPrefix)) this.#add(tries, WITHIN, token.slice(continuingPrefix.length), id);
    }
    this.#fail = new Int32Array(tries.count).fill(NONE);
    this.#pops = new Int32Array(tries.count).fill(NONE);
    for (const node of tries.byDepth()) this.#link(tries, node);
  }

  /** Ids of the tokens of a word that is not empty; undefined where they end before it does. */
  match(word: string): number[] | undefined {
    const fail = this.#fail;
    const ids: number[] = [];
    let node = START;
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at);
      let next = this.#child(node, unit);
      while (next === NONE) {
        if (fail[node] === NONE) return undefined;
        this.#pop(node, ids);
        node = fail[node]!;
        next = this.#child(node, unit);
      }
      node = next;
    }
    while (node !== WITHIN) {
      if (fail[node] === NONE) return undefined;
      this.#pop(node, ids);
      node = fail[node]!;
    }
    return ids;
  }

  #add(tries: TrieNodes, root: number, text: string, id: number): void {
    // An empty token is never looked for.
    if (text === "") return;
    let node = root;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const place = this.#placeOf(node, unit);
      if (this.#children[place] === 0) {
        this.#nodes[place] = node;
        this.#units[place] = unit;
        this.#children[place] = tries.add(node, unit);
      }
      node = this.#children[place]!;
    }
    tries.tokens[node] = id;
  }

  #link({ tokens, parents, units }: TrieNodes, node: number): void {
    const id = tokens[node]!;
    if (id >= 0) {
      this.#fail[node] = WITHIN;
      this.#pops[node] = ~id;
      return;
    }
    const parent = parents[node]!;
    const before = this.#lefts.length;
    let pops = this.#pops[parent]!;
    for (let from = this.#fail[parent]!; from !== NONE; from = this.#fail[from]!) {
      const next = this.#child(from, units[node]!);
      if (next !== NONE) {
        this.#fail[node] = next;
        this.#pops[node] = pops;
        return;
      }
      // Where nothing is left to fail to, neither are pops.
      if (this.#fail[from] === NONE) break;
      this.#lefts.push(pops);
      this.#rights.push(this.#pops[from]!);
      pops = this.#lefts.length - 1;
    }
    this.#lefts.length = before;
    this.#rights.length = before;
  }

  #pop(node: number, ids: number[]): void {
    const first = this.#pops[node]!;
    if (first < 0) {
      ids.push(~first);
      return;
    }
    const open = [first];
    for (let pops = open.pop(); pops !== undefined; pops = open.pop()) {
      if (pops < 0) ids.push(~pops);
      else open.push(this.#rights[pops]!, this.#lefts[pops]!);
    }
  }

  #child(node: number, unit: number): number {
    return this.#children[this.#placeOf(node, unit)]! || NONE;
  }

  /** Where a child is, or would be. No child is node 0, which is a root. */
  #placeOf(node: number, unit: number): number {
    const last = this.#children.length - 1;
    const hash = Math.imul(Math.imul(node, 0x9e3779b1) ^ unit, 0x85ebca6b);
    let place = (hash ^ (hash >>> 15)) & last;
    while (this.#children[place] !== 0 && (this.#nodes[place] !== node || this.#units[place] !== unit))
      place = (place + 1) & last;
    return place;
  }
}

/** Nodes of both tries as they are made. */
class TrieNodes {
  /** By node: the id of the token that it is, or -1. */
  readonly tokens: Int32Array;
  readonly parents: Int32Array;
  readonly units: Uint16Array;
  readonly #depths: Int32Array;
  /** Two of them are the roots. */
  count = 2;

  /** @param most how many there may be */
  constructor(most: number) {
    this.tokens = new Int32Array(most).fill(-1);
    this.parents = new Int32Array(most);
    this.units = new Uint16Array(most);
    this.#depths = new Int32Array(most);
  }

  add(parent: number, unit: number): number {
    const node = this.count++;
    this.parents[node] = parent;
    this.units[node] = unit;
    this.#depths[node] = this.#depths[parent]! + 1;
    return node;
  }

  /** All but the roots: those of less depth before others. */
  byDepth(): Int32Array {
    const depths = this.#depths;
    let deepest = 0;
    for (let node = 2; node < this.count; node++) deepest = Math.max(deepest, depths[node]!);
    const starts = new Int32Array(deepest + 2);
    for (let node = 2; node < this.count; node++) starts[depths[node]! + 1]!++;
    for (let depth = 1; depth < starts.length; depth++) starts[depth]! += starts[depth - 1]!;
    const nodes = new Int32Array(this.count - 2);
    for (let node = 2; node < this.count; node++) nodes[starts[depths[node]!]!++] = node;
    return nodes;
  }
}
