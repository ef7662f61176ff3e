/** Pieces of so many characters; the last one may be shorter. Follows pre_tokenizers/fixed_length of huggingface/tokenizers 0.23. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";

export class FixedLength implements PreTokenizer {
  readonly ends: (text: string) => Iterable<number>;

  /** @param length in code points, at least 1 */
  constructor(length: number) {
    this.ends = (text) => endsOfPieces(text, length);
  }

  *split(piece: AlignedText): Iterable<AlignedText> {
    let start = 0;
    for (const end of this.ends(piece.text)) {
      yield piece.slice(start, end);
      start = end;
    }
  }
}

function* endsOfPieces(text: string, length: number): Iterable<number> {
  let characters = 0;
  for (let at = 0; at < text.length;) {
    at += text.codePointAt(at)! > 0xffff ? 2 : 1;
    if (++characters < length) continue;
    yield at;
    characters = 0;
  }
  if (characters > 0) yield text.length;
}
