/**
 * A precompiled_charsmap: what becomes of some characters, and of sequences of them. A double-array trie over their UTF-8
 * (Aoe, 1989, as darts-clone has it) gives for each a place in a list of texts that end with a byte 0.
 */
import { invalidFile } from "../fields.ts";

/** A unit of the trie has its place's offset, the byte that leads there, and whether a text ends there. */
const HAS_LEAF = 1 << 8;
const LABEL = (1 << 31) | 0xff;

export class CharMap {
  readonly #units: Uint32Array;
  readonly #texts: Uint8Array;
  readonly #known = new Map<number, string>();

  /**
   * @param place what it is of, for errors
   * @throws HfError HF_INVALID_FILE
   */
  constructor(bytes: Uint8Array, place: string) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = bytes.length < 4 ? 0 : view.getUint32(0, true);
    if (size === 0 || size % 4 !== 0 || size > bytes.length - 4)
      throw invalidFile(place, "has a precompiled_charsmap that is cut short, or is not one.");
    this.#units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + 4 * i, true));
    this.#texts = bytes.slice(4 + size);
    // The last text has to end, and each that there is has to be there.
    const isWhole = this.#texts.length === 0 || this.#texts.at(-1) === 0;
    if (!isWhole || this.#units.some((unit) => unit >= 0x80000000 && (unit & 0x7fffffff) >= this.#texts.length))
      throw invalidFile(place, "has a precompiled_charsmap that is cut short: texts are missing.");
  }

  /** Whether a sequence begins with a character, by its code point. */
  hasBeginning(point: number): boolean {
    return this.#walk(0, point) >= 0;
  }

  /** The longest sequence at a place of a text; undefined where there is none. */
  longest(text: string, start: number): Mapped | undefined {
    let place = -1;
    let end = start;
    let node = 0;
    for (let at = start; at < text.length;) {
      const point = text.codePointAt(at)!;
      node = this.#walk(node, point);
      if (node < 0) break;
      at += point > 0xffff ? 2 : 1;
      const unit = this.#units[node]!;
      if ((unit & HAS_LEAF) === 0) continue;
      place = this.#units[node ^ offsetOf(unit)]! & 0x7fffffff;
      end = at;
    }
    return place < 0 ? undefined : { text: this.#textAt(place), end };
  }

  /** The node behind the UTF-8 of a character, or -1. */
  #walk(node: number, point: number): number {
    if (point < 0x80) return this.#step(node, point);
    if (point < 0x800) return this.#step(this.#step(node, 0xc0 | (point >> 6)), 0x80 | (point & 0x3f));
    let to =
      point < 0x10000
        ? this.#step(node, 0xe0 | (point >> 12))
        : this.#step(this.#step(node, 0xf0 | (point >> 18)), 0x80 | ((point >> 12) & 0x3f));
    to = this.#step(to, 0x80 | ((point >> 6) & 0x3f));
    return this.#step(to, 0x80 | (point & 0x3f));
  }

  #step(node: number, byte: number): number {
    if (node < 0) return -1;
    const to = node ^ offsetOf(this.#units[node]!) ^ byte;
    const unit = this.#units[to];
    return unit !== undefined && (unit & LABEL) === byte ? to : -1;
  }

  #textAt(place: number): string {
    let text = this.#known.get(place);
    if (text === undefined) {
      const end = this.#texts.indexOf(0, place);
      text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.#texts.subarray(place, end));
      this.#known.set(place, text);
    }
    return text;
  }
}

/** What a sequence becomes, and where in the text it ends. */
interface Mapped {
  readonly text: string;
  readonly end: number;
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
}
