/**
 * Runs of characters of one script; spaces go with any, but those at the beginning of a text are in no piece. Follows
 * pre_tokenizers/unicode_scripts of huggingface/tokenizers 0.23.
 */
import type { AlignedText } from "../aligned/aligned-text.ts";
import { ANY_SCRIPT, scriptOf } from "../characters/scripts.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";

export class UnicodeScripts implements PreTokenizer {
  *split(piece: AlignedText): Iterable<AlignedText> {
    const { text } = piece;
    let last = ANY_SCRIPT;
    let start = 0;
    for (let at = 0; at < text.length;) {
      const code = text.codePointAt(at)!;
      const script = scriptOf(code);
      if (script !== ANY_SCRIPT && script !== last) {
        if (last !== ANY_SCRIPT) yield piece.slice(start, at);
        start = at;
        last = script;
      }
      at += code > 0xffff ? 2 : 1;
    }
    if (last !== ANY_SCRIPT) yield piece.slice(start, text.length);
  }
}
