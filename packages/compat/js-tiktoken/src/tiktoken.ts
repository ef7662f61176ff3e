/**
 * The class of js-tiktoken over the engine of @windrow/tokenizer-bpe: the original's arguments, results and errors. What
 * the ids are is the engine's business, what a rank object is that of compat-ranks.
 */
import { tokenizerOfRanks, type TiktokenBPE } from "@windrow/compat-ranks";
import type { BpeTokenizer } from "@windrow/tokenizer-bpe";
import { asNumbers } from "./as-numbers.ts";
import { decodeKnown } from "./decode-known.ts";
import { asOriginalError } from "./original-error.ts";

/** Beside the objects: a private field would make the class a type that no other object fits. */
const tokenizers = new WeakMap<Tiktoken, BpeTokenizer>();

/**
 * A tokenizer of one vocabulary, from the modules of `/ranks` or any object of the same shape, such as the JSON files of
 * tiktoken.pages.dev.
 * @example
 * import gpt2 from "@windrow/js-tiktoken/ranks/gpt2";
 * new Tiktoken(gpt2).encode("hello world"); // [ 31373, 995 ]
 */
export class Tiktoken {
  /**
   * Takes no time for a module of `/ranks`; any other vocabulary is read, which takes up to a second.
   * @param extendedSpecialTokens ids of special tokens beside those of the ranks, none of them a rank
   * @throws Error where the ranks, the pattern or a special token can't be taken
   */
  constructor(ranks: TiktokenBPE, extendedSpecialTokens?: Record<string, number>) {
    tokenizers.set(this, tokenizerOfRanks(ranks, extendedSpecialTokens));
  }

  /**
   * The ids of a text. Lone surrogates are encoded as U+FFFD.
   * @param allowedSpecial special tokens that become their id; by default none
   * @param disallowedSpecial those that are an error; by default all that are not allowed. Others are text. For both, null
   *   selects none, as in the original.
   * @throws Error where the text has a disallowed special token; TypeError where an argument is of another type
   */
  encode(
    text: string,
    allowedSpecial: Array<string> | "all" = [],
    disallowedSpecial: Array<string> | "all" = "all",
  ): number[] {
    try {
      const options = { allowedSpecial: allowedSpecial ?? [], disallowedSpecial: disallowedSpecial ?? [] };
      return asNumbers(tokenizers.get(this)!.encode(text, options));
    } catch (error) {
      throw asOriginalError(error);
    }
  }

  /**
   * The text of the ids. Ids that are not tokens are left out, bytes that are not UTF-8 become U+FFFD.
   * @throws TypeError where it is not a list
   */
  decode(tokens: number[]): string {
    try {
      return decodeKnown(tokenizers.get(this)!, tokens);
    } catch (error) {
      throw asOriginalError(error);
    }
  }
}
