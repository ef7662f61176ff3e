/** Tokens grouped so that no piece ends within a character as a person sees it. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { charactersOf } from "./characters.ts";

/** One token or more, and the whole characters that they are. */
export interface Piece {
  readonly text: string;
  readonly ids: readonly number[];
  /** Whether it is a special token. */
  readonly isSpecial: boolean;
}

/** Tokens whose bytes, one after another, are those of the text. */
type ByteTokens = Pick<BpeTokenizer, "specialTokens" | "decodeSingleTokenBytes">;

/** The pieces of a text and its ids, in order, made as they are asked for. */
export function* piecesOf(text: string, ids: Int32Array, tokenizer: ByteTokens): Generator<Piece> {
  const specials = new Set(tokenizer.specialTokens.values());
  const lengths = new Map<number, number>();
  const lengthOf = (id: number): number => {
    let length = lengths.get(id);
    if (length === undefined) lengths.set(id, (length = tokenizer.decodeSingleTokenBytes(id).length));
    return length;
  };
  // Where tokens and characters end, in bytes: a piece ends where both do.
  let [tokenEnd, characterEnd] = [0, 0];
  let [pieceText, pieceIds]: [string, number[]] = ["", []];
  let next = 0;
  for (const character of charactersOf(text)) {
    pieceText += character;
    characterEnd += utf8Length(character);
    while (tokenEnd < characterEnd) {
      const id = ids[next++]!;
      tokenEnd += lengthOf(id);
      pieceIds.push(id);
    }
    if (tokenEnd !== characterEnd) continue;
    yield { text: pieceText, ids: pieceIds, isSpecial: pieceIds.length === 1 && specials.has(pieceIds[0]!) };
    [pieceText, pieceIds] = ["", []];
  }
}

function utf8Length(character: string): number {
  return character.length === 1 && character < "\u0080" ? 1 : Buffer.byteLength(character);
}
