/** Tokens, those that only together are whole characters kept together. */
import type { TokenIds } from "@windrow/interfaces";
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import { labelOfBytes } from "../../../src/commands/report/token-label.ts";
import type { Piece, PieceGroup } from "./messages.ts";

const SHOWN_BYTES = 24;
/** A letter can carry marks without end; a box can't. */
const MAX_GROUP = 24;

/** What the page asks of a tokenizer, whichever package it is from. */
export interface PageTokenizer {
  readonly vocabSize: number;
  readonly specialTokens: ReadonlyMap<string, number>;
  encode(text: string, rules: EncodeOptions): TokenIds;
  decodeBytes(ids: ArrayLike<number>): Uint8Array;
}

export function tokenGroups(tokenizer: PageTokenizer, ids: TokenIds): PieceGroup[] {
  const special = new Set(tokenizer.specialTokens.values());
  const tokens = Array.from(ids, (id) => ({ id, bytes: tokenizer.decodeBytes([id]) }));
  const isEnd = characterEnds(tokens.map(({ bytes }) => bytes));
  const groups: PieceGroup[] = [];
  let group: typeof tokens = [];
  let end = 0;
  for (const [at, token] of tokens.entries()) {
    group.push(token);
    end += token.bytes.length;
    const isComplete = isEnd.has(end) || group.length === MAX_GROUP || at === tokens.length - 1;
    if (!isComplete) continue;
    const text = group.length === 1 ? "" : labelOfBytes(joined(group.map(({ bytes }) => bytes)));
    groups.push({ text, pieces: group.map(({ id, bytes }) => pieceOf(id, bytes, special.has(id))) });
    group = [];
  }
  return groups;
}

function pieceOf(id: number, bytes: Uint8Array, isSpecial: boolean): Piece {
  return {
    id,
    label: labelOfBytes(bytes),
    bytes: [...bytes.subarray(0, SHOWN_BYTES)],
    byteCount: bytes.length,
    kind: isSpecial ? "special" : "text",
  };
}

/** Where, in bytes from the beginning, what a person takes for one character ends: an emoji family, a letter with its marks. */
function characterEnds(tokens: readonly Uint8Array[]): ReadonlySet<number> {
  // With stream, the beginning of a character that the last token cut is left out.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(joined(tokens), { stream: true });
  const encoder = new TextEncoder();
  const ends = new Set<number>();
  let end = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    end += encoder.encode(segment).length;
    ends.add(end);
  }
  return ends;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
