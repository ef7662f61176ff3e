/**
 * Cuts the two long lists out of the text of a tokenizer.json, so that JSON.parse has only the rest to do:
 * of 200,000 names it would make an object, and of the merges as many pairs of texts.
 */

import { isUint8Array } from "@windrow/core";
import { whyRefused } from "./file-text.ts";

/** The text of a file without its lists. */
export interface CutFile {
  readonly bytes: Uint8Array;
  /** Where the list of tokens begins in the bytes, with its brace, and that of merges, with its bracket. */
  readonly vocab: number;
  readonly merges: number;
  /** The rest, parsed. */
  readonly rest: unknown;
  /** What stands there in place of each list: no file knows it. */
  readonly mark: string;
}

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];

/** Where both lists are: each begins with its brace or bracket, and ends behind it. */
export interface ListPlaces {
  readonly vocab: number;
  readonly vocabEnd: number;
  readonly merges: number;
  readonly mergesEnd: number;
}

/**
 * Undefined where the file is not text, or has not both lists in this order: then it is for JSON.parse.
 * @param find what finds the lists in the bytes
 */
export function cutLists(
  json: unknown,
  find: (bytes: Uint8Array) => ListPlaces | undefined = findLists,
): CutFile | undefined {
  if (typeof json !== "string" && !isUint8Array(json)) return undefined;
  // Half a surrogate pair is not UTF-8.
  if (typeof json === "string" && /\p{Surrogate}/u.test(json)) return undefined;
  const bytes = typeof json === "string" ? new TextEncoder().encode(json) : json;
  const places = find(bytes);
  if (places === undefined) return undefined;
  const { vocab, vocabEnd, merges, mergesEnd } = places;
  const parts = [bytes.subarray(0, vocab), bytes.subarray(vocabEnd, merges), bytes.subarray(mergesEnd)];
  // A byte order mark may stand before all, and nowhere else.
  const mark = `cut out ${Math.random()}`;
  try {
    const text = parts
      .map((part, i) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: i > 0 }).decode(part))
      .join(JSON.stringify(mark));
    const rest = JSON.parse(text) as unknown;
    if (whyRefused(text, rest) !== undefined) return undefined;
    return { bytes, vocab, merges, rest, mark };
  } catch {
    return undefined;
  }
}

/** Undefined where there are not both, in this order. */
export function findLists(bytes: Uint8Array): ListPlaces | undefined {
  const vocab = findList(bytes, "vocab", "{", 0);
  const vocabEnd = vocab === -1 ? -1 : endOfList(bytes, vocab);
  const merges = vocabEnd === -1 ? -1 : findList(bytes, "merges", "[", vocabEnd);
  const mergesEnd = merges === -1 ? -1 : endOfList(bytes, merges);
  return mergesEnd === -1 ? undefined : { vocab, vocabEnd, merges, mergesEnd };
}

/** Where the value of a field begins that has this name and begins so; -1 where there is none. */
function findList(bytes: Uint8Array, name: string, open: string, from: number): number {
  // Within a text the quotes would stand behind a backslash, and the last of them would be another byte.
  const field = new TextEncoder().encode(`"${name}"`);
  for (let at = bytes.indexOf(QUOTE, from); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    if (!field.every((byte, i) => bytes[at + i] === byte)) continue;
    let value = skipSpace(bytes, at + field.length);
    if (bytes[value] !== COLON) continue;
    value = skipSpace(bytes, value + 1);
    if (bytes[value] === open.charCodeAt(0)) return value;
  }
  return -1;
}

/** The place behind an object or array; -1 where it has no end. */
function endOfList(bytes: Uint8Array, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      for (at++; at < bytes.length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (byte === 0x7b || byte === 0x5b) depth++;
    else if ((byte === 0x7d || byte === 0x5d) && --depth === 0) return at + 1;
  }
  return -1;
}

/** The place of the next byte that is not JSON white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
