/**
 * SentencePiece's normalizer: user-defined symbols stay as they are, the longest sequences of the character map become
 * what it says, spaces become a symbol, one is put before the text, or behind it. Follows normalizer.cc of sentencepiece
 * 0.2. Hot.
 *
 * Most characters stay as they are, which a table knows of each UTF-16 unit once it was seen: runs of them are copied. So
 * do those that only longer sequences begin with, unless a character follows that is the second of one.
 */
import { AlignedText } from "../aligned/aligned-text.ts";
import { SPACE_SYMBOL } from "../sentence-piece/pieces.ts";
import type { UnitTrie } from "../sentence-piece/unit-trie.ts";
import type { CharacterMap } from "./character-map.ts";
import type { Normalizer } from "./normalizer.ts";

export interface SentencePieceNormalizerFile {
  readonly userDefined: UnitTrie | undefined;
  readonly charMap: CharacterMap | undefined;
  readonly addsPrefix: boolean;
  /** Whether that stands behind the text. */
  readonly spaceIsSuffix: boolean;
  readonly removesExtraSpaces: boolean;
  readonly escapesSpaces: boolean;
}

/** What becomes of a unit, once it is known: it stays, whatever follows; or unless some units follow; or has to be looked up. */
const STAYS = 1;
const STAYS_ALONE = 2;
const CHANGES = 3;

export class SentencePieceNormalizer implements Normalizer {
  readonly keepsAsciiApart = false;
  readonly keepsAscii = false;
  readonly #file: SentencePieceNormalizerFile;
  readonly #space: string;
  readonly #kinds = new Uint8Array(1 << 16);
  /** 1 by unit where it may be the first one of a sequence's second character. */
  readonly #follows = new Uint8Array(1 << 16);
  readonly #text = new NormalizedText();
  /** What the last lookup gave: where that ends, and what it becomes; undefined where it stays, and has no space. */
  #end = 0;
  #content: string | undefined;

  constructor(file: SentencePieceNormalizerFile) {
    this.#file = file;
    this.#space = file.escapesSpaces ? SPACE_SYMBOL : " ";
  }

  normalize(text: string): string {
    this.#text.take();
    this.#run(text, this.#text);
    return this.#text.take();
  }

  align(text: AlignedText): AlignedText {
    if (text.text === "") return text;
    const normalized = new NormalizedPlaces(text);
    this.#run(text.text, normalized);
    return normalized.made();
  }

  #run(text: string, out: Output): void {
    const { addsPrefix, spaceIsSuffix, removesExtraSpaces } = this.#file;
    const space = this.#space;
    const kinds = this.#kinds;
    const follows = this.#follows;
    // No unit is read behind that: engines would read all of them more slowly.
    const last = text.length - 1;
    let at = 0;
    if (removesExtraSpaces) {
      while (at < text.length) {
        this.#look(text, at);
        if (this.#content !== " ") break;
        at = this.#end;
      }
    }
    if (at === text.length) return;
    if (addsPrefix && !spaceIsSuffix) out.put(space, at);
    let isBehindSpace = removesExtraSpaces;
    let copied = at;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      const kind = kinds[unit]! || this.#learn(unit);
      if (kind === STAYS || (kind === STAYS_ALONE && (at === last || follows[text.charCodeAt(at + 1)] !== 1))) {
        isBehindSpace = false;
        at++;
        continue;
      }
      this.#look(text, at);
      let content = this.#content;
      if (content === undefined) {
        isBehindSpace = false;
        at = this.#end;
        continue;
      }
      if (copied < at) out.copy(text, copied, at);
      if (isBehindSpace && content.startsWith(" ")) content = content.replace(/^ +/, "");
      if (content !== "") {
        out.put(content === " " ? space : content.replaceAll(" ", space), at);
        isBehindSpace = removesExtraSpaces && content.endsWith(" ");
      }
      at = copied = this.#end;
    }
    if (copied < at) out.copy(text, copied, at);
    const end = removesExtraSpaces ? out.cutEnd(space, at) : at;
    if (addsPrefix && spaceIsSuffix) out.put(space, end);
    out.finish(end);
  }

  /** A user-defined symbol, or what the map has, or a character. */
  #look(text: string, at: number): void {
    const { userDefined, charMap } = this.#file;
    this.#content = undefined;
    this.#end = userDefined?.longestEnd(text, at) ?? at;
    if (this.#end > at) {
      const symbol = text.slice(at, this.#end);
      if (symbol.includes(" ")) this.#content = symbol;
      return;
    }
    const mapped = charMap?.longest(text, at);
    if (mapped !== undefined) {
      this.#content = mapped.content;
      this.#end = mapped.end;
      return;
    }
    const point = text.codePointAt(at)!;
    this.#end = at + (point > 0xffff ? 2 : 1);
    if (point === 0x20) this.#content = " ";
  }

  #learn(unit: number): number {
    return (this.#kinds[unit] = this.#kindOf(unit));
  }

  #kindOf(unit: number): number {
    const { userDefined, charMap } = this.#file;
    if (unit === 0x20 || (userDefined !== undefined && userDefined.child(0, unit) !== 0)) return CHANGES;
    if (charMap === undefined) return STAYS;
    // The second half is that of the first.
    if ((unit & 0xf800) === 0xd800) return CHANGES;
    if (!charMap.hasBeginning(unit)) return STAYS;
    if (charMap.longest(String.fromCharCode(unit), 0) !== undefined) return CHANGES;
    const following = charMap.following(unit);
    if (following === undefined) return CHANGES;
    for (const point of following) this.#follows[String.fromCodePoint(point).charCodeAt(0)] = 1;
    return STAYS_ALONE;
  }
}

/** What normalized text is put together by. */
interface Output {
  /** Appends a part of the given text as it is. */
  copy(given: string, start: number, end: number): void;
  /** Appends what stands in the place of what begins there in the given text. */
  put(piece: string, at: number): void;
  /** Takes all of a text at the end away. @returns where in the given text that begins; `end` where there is none */
  cutEnd(space: string, end: number): number;
  /** @param end where the given text ends */
  finish(end: number): void;
}

/** UTF-16 units that become text at once. */
const AT_ONCE = 1 << 12;

/** Text that is put together unit by unit: thousands of short strings would take several times as long. */
class NormalizedText implements Output {
  readonly #units = new Uint16Array(AT_ONCE);
  /** How many there are, behind the text that there is already. */
  #count = 0;
  #text = "";

  copy(given: string, start: number, end: number): void {
    const units = this.#units;
    for (let at = start; at < end;) {
      if (this.#count === AT_ONCE) this.#flush();
      const stop = Math.min(end, at + AT_ONCE - this.#count);
      let to = this.#count;
      while (at < stop) units[to++] = given.charCodeAt(at++);
      this.#count = to;
    }
  }

  put(piece: string): void {
    this.copy(piece, 0, piece.length);
  }

  cutEnd(space: string, end: number): number {
    const unit = space.charCodeAt(0);
    while (this.#count > 0 && this.#units[this.#count - 1] === unit) this.#count--;
    if (this.#count === 0) this.#text = this.#text.slice(0, lengthWithout(this.#text, space));
    return end;
  }

  finish(): void {}

  /** The text, which there is none of then. */
  take(): string {
    this.#flush();
    const text = this.#text;
    this.#text = "";
    return text;
  }

  #flush(): void {
    const units = this.#units.subarray(0, this.#count);
    // Spread, they would be an array of numbers first.
    this.#text += Reflect.apply(String.fromCharCode, undefined, units) as string;
    this.#count = 0;
  }
}

/** The length of a text without all of a character at its end. */
function lengthWithout(text: string, character: string): number {
  let { length } = text;
  while (length > 0 && text[length - 1] === character) length--;
  return length;
}

/** Text with the places that each part comes from: it ends where the next one begins, as in sentencepiece. */
class NormalizedPlaces implements Output {
  readonly #given: AlignedText;
  #text = "";
  /** By unit: where it begins in the given text. */
  #starts: number[] = [];
  #end = 0;

  constructor(given: AlignedText) {
    this.#given = given;
  }

  copy(given: string, start: number, end: number): void {
    this.#text += given.slice(start, end);
    for (let at = start; at < end; at++) this.#starts.push(at - (isSecondHalf(given, at) ? 1 : 0));
  }

  put(piece: string, at: number): void {
    this.#text += piece;
    for (let i = 0; i < piece.length; i++) this.#starts.push(at);
  }

  cutEnd(space: string, end: number): number {
    const length = lengthWithout(this.#text, space);
    const place = this.#starts[length] ?? end;
    this.#text = this.#text.slice(0, length);
    this.#starts = this.#starts.slice(0, length);
    return place;
  }

  finish(end: number): void {
    this.#end = end;
  }

  made(): AlignedText {
    const origin = (at: number): number => {
      const { length } = this.#given.text;
      return at < length ? this.#given.origin(at, at + 1)[0] : this.#given.origin(length - 1, length)[1];
    };
    const places = [...this.#starts, this.#end].map(origin);
    const starts = Int32Array.from(places.slice(0, -1));
    const ends = starts.map((_, at) => places[at + (isFirstHalf(this.#text, at) ? 2 : 1)]!);
    return AlignedText.made(this.#text, origin(0), starts, ends);
  }
}

const isFirstHalf = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isSecondHalf = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
