/**
 * SentencePiece's compiled character map: the size of a double array in bytes, the array (darts-clone 0.32, its units in
 * 32 bits, little-endian), and the texts that it leads to, in UTF-8 with a NUL behind each.
 *
 * All that the array leads to is looked at once, so that no text can be led out of it.
 */
import { invalidFile } from "../fields/fields.ts";

/** A key in a text. */
export interface MappedKey {
  /** Where it ends, in UTF-16 units. */
  readonly end: number;
  /** What stands in its place. */
  readonly content: string;
}

const ROOT = 0;
const NONE = -1;
const HAS_LEAF = 1 << 8;

export class CharacterMap {
  readonly #units: Uint32Array;
  readonly #texts: Uint8Array;
  /** Texts by where they begin. */
  readonly #known = new Map<number, string>();

  /**
   * @param place in the file, for errors
   * @throws HfError HF_INVALID_FILE where it is cut, its sizes do not fit, or texts are outside
   */
  constructor(bytes: Uint8Array, place: string = "precompiled_charsmap") {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = bytes.length < 4 ? 0 : view.getUint32(0, true);
    if (size === 0 || size % 4 !== 0)
      throw invalidFile(
        place,
        "is not a character map of SentencePiece: it does not begin with the size of its array.",
      );
    if (4 + size > bytes.length)
      throw invalidFile(
        place,
        `is cut short: its array has ${size} bytes, and there are ${Math.max(0, bytes.length - 4)}.`,
      );
    this.#units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + 4 * i, true));
    this.#texts = bytes.slice(4 + size);
    if (this.#texts.length > 0 && this.#texts.at(-1) !== 0)
      throw invalidFile(place, "is cut short: the last of its texts does not end.");
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(this.#texts);
    } catch (cause) {
      throw invalidFile(place, "has texts that are not UTF-8.", { cause });
    }
    this.#checkLeaves(place);
  }

  /** What the shortest key that the bytes begin with becomes; undefined where there is none. @param end of those bytes */
  shortest(utf8: Uint8Array, end: number): string | undefined {
    let node = ROOT;
    for (let at = 0; at < end && utf8[at] !== 0; at++) {
      node = this.#step(node, utf8[at]!);
      if (node < 0) return undefined;
      if (this.#endsKey(node)) return this.#textOf(node);
    }
    return undefined;
  }

  /** The longest key of whole characters at a place of a text; undefined where there is none. */
  longest(text: string, start: number): MappedKey | undefined {
    let found = NONE;
    let end = start;
    let node = ROOT;
    for (let at = start; at < text.length;) {
      const point = text.codePointAt(at)!;
      node = this.#walk(node, point);
      if (node < 0) break;
      at += point > 0xffff ? 2 : 1;
      if (this.#endsKey(node)) [found, end] = [node, at];
    }
    return found === NONE ? undefined : { end, content: this.#textOf(found) };
  }

  /** Whether a key begins with a character, by its code point. */
  hasBeginning(point: number): boolean {
    return this.#walk(ROOT, point) >= 0;
  }

  /** The characters that are behind one at the beginning of keys; undefined where a key ends within a character. */
  following(point: number): number[] | undefined {
    const found: number[] = [];
    let areWhole = true;
    const first = this.#walk(ROOT, point);
    const add = (node: number, bits: number, left: number): void => {
      if (left === 0) {
        if (bits <= 0x10ffff) found.push(bits);
        return;
      }
      if (this.#endsKey(node)) areWhole = false;
      for (let byte = 0x80; byte < 0xc0; byte++) {
        const next = this.#step(node, byte);
        if (next >= 0) add(next, (bits << 6) | (byte & 0x3f), left - 1);
      }
    };
    for (let byte = 1; byte < 0xf8; byte++) {
      const node = this.#step(first, byte);
      if (node < 0) continue;
      if (byte < 0x80) add(node, byte, 0);
      else if (byte >= 0xf0) add(node, byte & 0x07, 3);
      else if (byte >= 0xe0) add(node, byte & 0x0f, 2);
      else if (byte >= 0xc0) add(node, byte & 0x1f, 1);
    }
    return areWhole ? found : undefined;
  }

  /** The node behind the UTF-8 of a character, or NONE. */
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
    if (node < 0) return NONE;
    const to = this.#below(node) ^ byte;
    const unit = this.#units[to];
    return unit !== undefined && labelOf(unit) === byte ? to : NONE;
  }

  #endsKey(node: number): boolean {
    return (this.#units[node]! & HAS_LEAF) !== 0;
  }

  /** What nodes below one are reached from by exclusive or, and where its leaf is. */
  #below(node: number): number {
    return node ^ offsetOf(this.#units[node]!);
  }

  #textOf(node: number): string {
    const start = this.#valueOf(this.#below(node));
    let text = this.#known.get(start);
    if (text === undefined) {
      text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
        this.#texts.subarray(start, this.#texts.indexOf(0, start)),
      );
      this.#known.set(start, text);
    }
    return text;
  }

  #valueOf(leaf: number): number {
    return this.#units[leaf]! & 0x7fffffff;
  }

  #checkLeaves(place: string): void {
    const units = this.#units;
    const first = offsetOf(units[0]!);
    const seen = new Set([first]);
    const nodes = [first];
    for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
      for (let byte = 1; byte < 256; byte++) {
        const child = node ^ byte;
        const unit = units[child];
        if (unit === undefined || labelOf(unit) !== byte) continue;
        const next = child ^ offsetOf(unit);
        if ((unit & HAS_LEAF) !== 0 && !this.#isText(next))
          throw invalidFile(place, "is cut short, or damaged: it leads to a text that it does not have.");
        if (seen.has(next)) continue;
        seen.add(next);
        nodes.push(next);
      }
    }
  }

  /** Whether a leaf leads to a text, and not into the middle of a character. */
  #isText(leaf: number): boolean {
    if (leaf >= this.#units.length) return false;
    const byte = this.#texts[this.#valueOf(leaf)];
    return byte !== undefined && (byte & 0xc0) !== 0x80;
  }
}

/** The byte that a unit is reached by; no byte where it is a leaf. */
function labelOf(unit: number): number {
  return unit & 0x800000ff;
}

/** What leads from a unit to those behind it, by exclusive or. */
function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
}
