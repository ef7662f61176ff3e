/** What chat needs of a tokenizer: an HfTokenizer has it. */
import type { TokenIds } from "@windrow/interfaces";
import type { TextRange } from "./jinja/text/marked-text.ts";

/** For text: the parsed tokenizer_config.json, which has the template and the special tokens. */
export interface ChatTokenizer {
  readonly config: Readonly<Record<string, unknown>>;
}

interface GuardedOptions {
  readonly allowedSpecial: "all";
  /** Parts of the text in which nothing may become a special token. */
  readonly noSpecialIn: readonly TextRange[];
}

/** For ids. */
export interface ChatEncoder extends ChatTokenizer {
  /** The ids of a text, without special tokens in the parts that are named. */
  encode(text: string, options: GuardedOptions): TokenIds;
}

/** For ids, and which of them the assistant said. */
export interface ChatMaskEncoder extends ChatTokenizer {
  /** The same, with where each token begins and ends. */
  encodeWithOffsets(
    text: string,
    options: GuardedOptions,
  ): { readonly ids: TokenIds; readonly starts: ArrayLike<number>; readonly ends: ArrayLike<number> };
}
