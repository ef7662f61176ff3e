/**
 * Texts in pieces that may be split into words one by one: special tokens are left out, and long texts are
 * cut where a split never joins.
 *
 * Such a place, in all patterns that have a scanner, is before a space between two letters, and between a
 * single line end and a letter: no word of theirs goes on there, what comes before is split as if the text
 * ended, and what follows as if it began. For another pattern nothing is known, and a text stays whole.
 */
import { SpecialTokenFinder } from "../special/special-token-finder.ts";

/** UTF-16 units that a piece has at least, where there is a place to cut it. */
const PIECE_UNITS = 1 << 17;

export class TextCutter {
  readonly #finder: SpecialTokenFinder | undefined;
  readonly #mayCut: boolean;
  readonly #pieceUnits: number;
  #parts: string[] = [];
  #waiting = 0;
  /** It is looked for places when so much is waiting. */
  #due: number;

  /**
   * @param specialTokens that no word is made of
   * @param mayCut whether the pattern is one that has a scanner
   */
  constructor(specialTokens: readonly string[], mayCut: boolean, pieceUnits: number = PIECE_UNITS) {
    this.#finder = specialTokens.length === 0 ? undefined : new SpecialTokenFinder(specialTokens);
    this.#mayCut = mayCut;
    this.#pieceUnits = this.#due = pieceUnits;
  }

  /** UTF-16 units of the text that are in no piece yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * More of a text.
   * @param isFinal whether it ends here; the next part begins another
   */
  push(part: string, isFinal: boolean): string[] {
    this.#parts.push(part);
    this.#waiting += part.length;
    if (!isFinal && this.#waiting < this.#due) return [];
    const text = this.#parts.length === 1 ? part : this.#parts.join("");
    const pieces: string[] = [];
    let start = this.#cutAtSpecialTokens(text, isFinal, pieces);
    start = this.#cutAtSpaces(text, start, pieces);
    if (isFinal && start < text.length) pieces.push(text.slice(start));
    const rest = isFinal ? "" : text.slice(start);
    this.#parts = rest === "" ? [] : [rest];
    this.#waiting = rest.length;
    // Where there was no place, there is more to look through the next time.
    this.#due = Math.max(this.#pieceUnits, 2 * rest.length);
    return pieces;
  }

  /** @returns where the last one ends */
  #cutAtSpecialTokens(text: string, isFinal: boolean, pieces: string[]): number {
    const finder = this.#finder;
    if (finder === undefined) return 0;
    let start = 0;
    for (let match = finder.next(text); match !== undefined; match = finder.next(text, start)) {
      // With more text it may be a longer one.
      if (!isFinal && match.index + finder.longest > text.length) break;
      if (match.index > start) this.#cutLong(text.slice(start, match.index), pieces);
      start = match.index + match.token.length;
    }
    return start;
  }

  #cutLong(text: string, pieces: string[]): void {
    const start = this.#cutAtSpaces(text, 0, pieces, 0);
    pieces.push(text.slice(start));
  }

  /** @returns where the last piece ends */
  #cutAtSpaces(text: string, from: number, pieces: string[], kept: number = this.#finder?.longest ?? 0): number {
    if (!this.#mayCut) return from;
    // Behind it a special token may have begun.
    const end = text.length - kept;
    let start = from;
    while (end - start > this.#pieceUnits) {
      const cut = nextCut(text, start + this.#pieceUnits, end);
      if (cut === -1) break;
      pieces.push(text.slice(start, cut));
      start = cut;
    }
    return start;
  }
}

/** The first place to cut from one on, or -1. */
function nextCut(text: string, from: number, end: number): number {
  for (let at = from; at + 1 < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== SPACE && unit !== LINE_END) continue;
    if (isLetter(text.charCodeAt(at - 1)) && isLetter(text.charCodeAt(at + 1))) return unit === SPACE ? at : at + 1;
  }
  return -1;
}

const SPACE = 0x20;
const LINE_END = 0x0a;

/** The most frequent of those that are letters in every version of Unicode: Latin, Cyrillic, kana, Chinese, Korean. */
function isLetter(unit: number): boolean {
  if (unit < 0x80) return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
  return (
    (unit >= 0x410 && unit <= 0x44f) ||
    (unit >= 0x3041 && unit <= 0x3096) ||
    (unit >= 0x30a1 && unit <= 0x30fa) ||
    (unit >= 0x4e00 && unit <= 0x9fa5) ||
    (unit >= 0xac00 && unit <= 0xd7a3)
  );
}
