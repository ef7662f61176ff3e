/** Pieces of a text by where its tokens begin and end, for tokenizers whose tokens are not the bytes of the text. */
import { charactersOf } from "./characters.ts";
import type { Piece } from "./pieces.ts";

/** Tokens and what each comes from, in UTF-16 units. */
export interface Spans {
  readonly ids: ArrayLike<number>;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/** Text that no token comes from stands in front of the next piece; tokens of no text stand with the text behind them. */
export function* spannedPieces(
  text: string,
  { ids, starts, ends }: Spans,
  isSpecial: (id: number) => boolean,
): Generator<Piece> {
  let [pieceText, pieceIds]: [string, number[]] = ["", []];
  // Where characters end, and the tokens taken so far.
  let [characterEnd, tokensEnd] = [0, 0];
  let next = 0;
  const take = (): void => {
    tokensEnd = Math.max(tokensEnd, ends[next]!);
    pieceIds.push(ids[next++]!);
  };
  const piece = (): Piece => ({
    text: pieceText,
    ids: pieceIds,
    isSpecial: pieceIds.length === 1 && isSpecial(pieceIds[0]!),
  });
  for (const character of charactersOf(text)) {
    pieceText += character;
    characterEnd += character.length;
    while (next < ids.length && starts[next]! < characterEnd) take();
    if (pieceIds.length === 0 || tokensEnd > characterEnd) continue;
    yield piece();
    [pieceText, pieceIds] = ["", []];
  }
  while (next < ids.length) take();
  if (pieceText !== "" || pieceIds.length > 0) yield piece();
}
