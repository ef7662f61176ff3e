/** Words, which white space parts, and each punctuation character by itself: BERT's way. */
import type { AlignedText } from "../aligned/aligned-text.ts";
import { kindAt, PUNCTUATION_KIND, WORD_KIND } from "../characters/word-kinds.ts";
import type { Model } from "../models/model.ts";
import type { SectionIds } from "../sections/sections.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";
import { wordSections } from "./word-sections.ts";

export class BertPreTokenizer implements PreTokenizer {
  *split(piece: AlignedText): Iterable<AlignedText> {
    const { text } = piece;
    let start = 0;
    for (let at = 0; at < text.length;) {
      const kind = kindAt(text, at);
      const next = at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
      if (kind !== WORD_KIND) {
        if (start < at) yield piece.slice(start, at);
        if (kind === PUNCTUATION_KIND) yield piece.slice(at, next);
        start = next;
      }
      at = next;
    }
    if (start < text.length) yield piece.slice(start, text.length);
  }

  sections(model: Model): SectionIds {
    return wordSections(model);
  }
}
