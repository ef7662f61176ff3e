/**
 * SentencePiece's compiled character map: the size of a double array in bytes, the array (darts-clone 0.32, its units in
 * 32 bits, little-endian), and the texts that it leads to, in UTF-8 with a NUL behind each.
 *
 * All that the array leads to is looked at once, so that no text can be led out of it.
 */
import { invalidFile } from "../read/fields.ts";

/** A key that a text begins with. */
export interface MappedKey {
  /** Bytes of the key. */
  readonly length: number;
  /** What stands in its place. */
  readonly content: string;
}

const NONE = -1;
const HAS_LEAF = 1 << 8;

export class CharacterMap {
  readonly #units: Uint32Array;
  readonly #texts: Uint8Array;

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

  /** The shortest key that the bytes begin with. @param end of the bytes that are looked at */
  shortest(utf8: Uint8Array, start: number = 0, end: number = utf8.length): MappedKey | undefined {
    return this.#find(utf8, start, end, false);
  }

  /** The longest key that the bytes begin with. @param end of the bytes that are looked at */
  longest(utf8: Uint8Array, start: number = 0, end: number = utf8.length): MappedKey | undefined {
    return this.#find(utf8, start, end, true);
  }

  #find(utf8: Uint8Array, start: number, end: number, takesLongest: boolean): MappedKey | undefined {
    const units = this.#units;
    let node = offsetOf(units[0]!);
    let found = NONE;
    let length = 0;
    for (let at = start; at < end && utf8[at] !== 0; at++) {
      const child = node ^ utf8[at]!;
      const unit = units[child];
      if (unit === undefined || labelOf(unit) !== utf8[at]) break;
      node = child ^ offsetOf(unit);
      if ((unit & HAS_LEAF) === 0) continue;
      [found, length] = [node, at + 1 - start];
      if (!takesLongest) break;
    }
    return found === NONE ? undefined : { length, content: this.#textOf(found) };
  }

  #textOf(leaf: number): string {
    const start = this.#valueOf(leaf);
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      this.#texts.subarray(start, this.#texts.indexOf(0, start)),
    );
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
          throw invalidFile(place, "leads to a text that is outside of it: it is damaged.");
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
