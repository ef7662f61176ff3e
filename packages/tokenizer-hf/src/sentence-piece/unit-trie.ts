/**
 * A trie of texts over their UTF-16 units. Children are found by a hash of node and unit, with open addressing; the root
 * is node 0, which is nobody's child. Hot: a step is a lookup in three tables.
 */
export class UnitTrie {
  readonly #nodes: Int32Array;
  readonly #units: Uint16Array;
  readonly #children: Int32Array;
  readonly #mask: number;
  /** By node: what the text has that ends there, or -1. */
  readonly values: Int32Array;

  /** @param texts none of them empty, each with a value of at least 0 */
  constructor(texts: readonly (readonly [text: string, value: number])[]) {
    let units = 0;
    for (const [text] of texts) units += text.length;
    let places = 16;
    while (places < 2 * units) places *= 2;
    this.#nodes = new Int32Array(places);
    this.#units = new Uint16Array(places);
    this.#children = new Int32Array(places);
    this.#mask = places - 1;
    this.values = new Int32Array(units + 1).fill(-1);
    let count = 1;
    for (const [text, value] of texts) {
      let node = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        const place = this.#placeOf(node, unit);
        if (this.#children[place] === 0) {
          this.#nodes[place] = node;
          this.#units[place] = unit;
          this.#children[place] = count++;
        }
        node = this.#children[place]!;
      }
      this.values[node] = value;
    }
  }

  /** The node behind another; 0 where there is none. */
  child(node: number, unit: number): number {
    return this.#children[this.#placeOf(node, unit)]!;
  }

  /** Where the longest text ends that stands at a place of another; the place itself where none does. */
  longestEnd(text: string, start: number): number {
    let longest = start;
    let node = 0;
    for (let at = start; at < text.length;) {
      node = this.child(node, text.charCodeAt(at));
      if (node === 0) break;
      at++;
      if (this.values[node]! >= 0) longest = at;
    }
    return longest;
  }

  #placeOf(node: number, unit: number): number {
    const hash = Math.imul(Math.imul(node, 0x9e3779b1) ^ unit, 0x85ebca6b);
    let place = (hash ^ (hash >>> 15)) & this.#mask;
    while (this.#children[place] !== 0 && (this.#nodes[place] !== node || this.#units[place] !== unit))
      place = (place + 1) & this.#mask;
    return place;
  }
}
