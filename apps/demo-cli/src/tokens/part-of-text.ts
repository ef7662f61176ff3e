/**
 * The beginning or the end of a text that has at most so many tokens. A part is counted as it would be encoded alone,
 * which may differ from its tokens within the text. No character is cut, as a person sees characters.
 */
import type { EncodeOptions } from "@windrow/tokenizer-bpe";
import { characterStart } from "../show/graphemes.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

/** A part of a text. */
export interface TextPart {
  readonly text: string;
  /** Tokens of the part alone. */
  readonly tokens: number;
}

type Cutter = Pick<TextTokenizer, "encode" | "truncate" | "pieces">;

/** The beginning that the first `maxTokens` tokens hold; the whole text where it has no more. */
export function firstTokens(text: string, maxTokens: number, tokenizer: Cutter, rules: EncodeOptions): TextPart {
  const { allowedSpecial } = rules;
  let end = characterStart(text, tokenizer.truncate(text, maxTokens, { allowedSpecial }).length);
  for (;;) {
    const part = text.slice(0, end);
    const tokens = part === "" ? 0 : tokenizer.encode(part, rules).length;
    if (tokens <= maxTokens) return { text: part, tokens };
    // A token may be more than one by itself where a part of it was left out.
    end = characterStart(text, end - 1);
  }
}

/** The end of a text, from a place where a token and a character begin; the whole text where it has no more tokens. */
export function lastTokens(text: string, maxTokens: number, tokenizer: Cutter, rules: EncodeOptions): TextPart {
  if (maxTokens === 0) return { text: "", tokens: 0 };
  const ids = tokenizer.encode(text, rules);
  if (ids.length <= maxTokens) return { text, tokens: ids.length };
  // How many tokens come before a place where the text may be cut, and that place.
  let before = 0;
  let start = 0;
  for (const piece of tokenizer.pieces(text, ids, rules)) {
    if (ids.length - before <= maxTokens) {
      const part = text.slice(start);
      const tokens = tokenizer.encode(part, rules).length;
      if (tokens <= maxTokens) return { text: part, tokens };
    }
    before += piece.ids.length;
    start += piece.text.length;
  }
  return { text: "", tokens: 0 };
}
