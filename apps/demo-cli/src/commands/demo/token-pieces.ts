/** A piece for each token, where a line begins or ends within a character: its part is shown as bytes. */
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import type { TokenIds } from "@windrow/interfaces";
import { drawBytes } from "../../show/draw-text.ts";
import type { Piece } from "../../tokens/pieces.ts";

export function tokenPieces(ids: TokenIds, tokenizer: BpeTokenizer): Piece[] {
  const specials = new Set(tokenizer.specialTokens.values());
  return Array.from(ids, (id) => ({
    text: drawBytes(tokenizer.decodeSingleTokenBytes(id), false),
    ids: [id],
    isSpecial: specials.has(id),
  }));
}
