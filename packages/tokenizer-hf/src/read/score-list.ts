/**
 * The scores of a Unigram model from the text of its file: JSON.parse rounds them otherwise than Hugging Face's library
 * does (library-number.ts). They are looked for in the text where it is known what they are about.
 */
import { libraryNumber } from "./library-number.ts";

/** A list of pairs in a text. */
export interface ScoreList {
  /** Where it begins, with its bracket, and where it ends, behind that. */
  readonly start: number;
  readonly end: number;
  readonly scores: Float64Array;
}

const LIST = /"vocab"[ \t\r\n]*:[ \t\r\n]*\[/g;
const [QUOTE, BACKSLASH, COMMA, OPEN, CLOSE] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d];
/** Both readings of a number are next to each other. */
const MAX_DIFFERENCE = 1e-14;

/**
 * @param vocab what JSON.parse made of the list
 * @returns undefined where it is not a list of pairs
 */
export function scoreListOf(text: string, vocab: readonly unknown[]): ScoreList | undefined {
  let found: ScoreList | undefined;
  // If fields have the same name, the last counts.
  for (const match of text.matchAll(LIST)) {
    const list = scanned(text, match.index + match[0].length - 1, vocab);
    if (list !== undefined) found = list;
  }
  return found;
}

function scanned(text: string, start: number, vocab: readonly unknown[]): ScoreList | undefined {
  // It grows with what is there: a text may have as many beginnings of lists as tokens.
  const scores: number[] = [];
  let at = skipSpace(text, start + 1);
  for (let id = 0; id < vocab.length; id++) {
    if (id > 0) {
      if (text.charCodeAt(at) !== COMMA) return undefined;
      at = skipSpace(text, at + 1);
    }
    if (text.charCodeAt(at) !== OPEN) return undefined;
    at = skipSpace(text, at + 1);
    if (text.charCodeAt(at) !== QUOTE) return undefined;
    at = skipSpace(text, endOfString(text, at));
    if (text.charCodeAt(at) !== COMMA) return undefined;
    at = skipSpace(text, at + 1);
    const first = at;
    while (isOfNumber(text.charCodeAt(at))) at++;
    const score = first === at ? NaN : libraryNumber(text, first, at);
    at = skipSpace(text, at);
    if (text.charCodeAt(at) !== CLOSE || !isNear(score, vocab[id])) return undefined;
    scores.push(score);
    at = skipSpace(text, at + 1);
  }
  return text.charCodeAt(at) === CLOSE ? { start, end: at + 1, scores: Float64Array.from(scores) } : undefined;
}

function isNear(score: number, pair: unknown): boolean {
  const value: unknown = Array.isArray(pair) ? (pair as unknown[])[1] : undefined;
  if (typeof value !== "number") return false;
  return score === value || !Number.isFinite(score) || Math.abs(score - value) <= MAX_DIFFERENCE * Math.abs(value);
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length && text.charCodeAt(at) !== QUOTE; at++) if (text.charCodeAt(at) === BACKSLASH) at++;
  return at + 1;
}

/** Digits, signs, points and exponents. */
function isOfNumber(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || unit === 0x2d || unit === 0x2e || unit === 0x2b || (unit | 0x20) === 0x65;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (let unit = text.charCodeAt(at); unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;)
    unit = text.charCodeAt(++at);
  return at;
}
