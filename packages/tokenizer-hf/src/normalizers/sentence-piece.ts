/**
 * SentencePiece's normalizer: user-defined symbols stay as they are, the longest sequences of the character map become
 * what it says, spaces become a symbol, one is put before the text, or behind it. Follows normalizer.cc of sentencepiece
 * 0.2. Hot.
 *
 * Most characters stay as they are, which a table knows of each UTF-16 unit once it was seen: runs of them are copied.
 */
import { AlignedText } from "../aligned/aligned-text.ts";
import type { UnitTrie } from "../models/sentence-piece/unit-trie.ts";
import { SPACE_SYMBOL } from "../read/sentence-piece/pieces.ts";
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

/** What becomes of a unit, once it is known: it stays, whatever follows; or what it becomes has to be looked up. */
const STAYS = 1;
const CHANGES = 2;

export class SentencePieceNormalizer implements Normalizer {
  readonly keepsAsciiApart = false;
  readonly keepsAscii = false;
  readonly #file: SentencePieceNormalizerFile;
  readonly #space: string;
  readonly #kinds = new Uint8Array(1 << 16);
  /** What the last lookup gave. */
  #piece = "";
  #end = 0;

  constructor(file: SentencePieceNormalizerFile) {
    this.#file = file;
    this.#space = file.escapesSpaces ? SPACE_SYMBOL : " ";
  }

  normalize(text: string): string {
    const normalized = newText();
    this.#run(text, normalized);
    return normalized.text;
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
    let at = 0;
    if (removesExtraSpaces) {
      while (at < text.length) {
        this.#look(text, at);
        if (this.#piece !== " ") break;
        at = this.#end;
      }
    }
    if (at === text.length) return;
    if (addsPrefix && !spaceIsSuffix) out.put(space, at);
    let isBehindSpace = removesExtraSpaces;
    let copied = at;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if ((this.#kinds[unit]! || this.#learn(unit)) === STAYS) {
        isBehindSpace = false;
        at++;
        continue;
      }
      if (copied < at) out.copy(text, copied, at);
      this.#look(text, at);
      let piece = this.#piece;
      if (isBehindSpace) piece = piece.replace(/^ +/, "");
      if (piece !== "") {
        out.put(space === " " ? piece : piece.replaceAll(" ", space), at);
        isBehindSpace = removesExtraSpaces && piece.endsWith(" ");
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
    this.#end = userDefined?.longestEnd(text, at) ?? at;
    if (this.#end === at) {
      const mapped = charMap?.longest(text, at);
      if (mapped !== undefined) {
        this.#piece = mapped.content;
        this.#end = mapped.end;
        return;
      }
      this.#end = at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
    }
    this.#piece = text.slice(at, this.#end);
  }

  #learn(unit: number): number {
    const { userDefined, charMap } = this.#file;
    const isSurrogate = (unit & 0xf800) === 0xd800;
    const changes =
      unit === 0x20 ||
      (userDefined !== undefined && userDefined.child(0, unit) !== 0) ||
      // The second half is that of the first.
      (charMap !== undefined && (isSurrogate || charMap.hasBeginning(unit)));
    return (this.#kinds[unit] = changes ? CHANGES : STAYS);
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

function newText(): Output & { readonly text: string } {
  const out = {
    text: "",
    copy: (given: string, start: number, end: number) => void (out.text += given.slice(start, end)),
    put: (piece: string) => void (out.text += piece),
    cutEnd(space: string, end: number): number {
      out.text = out.text.slice(0, lengthWithout(out.text, space));
      return end;
    },
    finish: () => {},
  };
  return out;
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
