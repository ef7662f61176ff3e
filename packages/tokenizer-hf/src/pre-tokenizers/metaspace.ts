/**
 * Spaces become a visible character, which may also be put before a text, and each piece but the first begins with it:
 * SentencePiece's way. Follows pre_tokenizers/metaspace.rs of huggingface/tokenizers 0.23.
 */
import type { AlignedText } from "../aligned/aligned-text.ts";
import { Prepend } from "../normalizers/prepend.ts";
import { Replace } from "../normalizers/replace.ts";
import { literalPattern, type Pattern } from "../patterns/pattern.ts";
import type { PreTokenizer } from "./pre-tokenizer.ts";
import { splitBy } from "./split-behavior.ts";

/** Before which texts the character is put that do not begin with it: "first" is the one at the beginning of all. */
export const PREPEND_SCHEMES = ["always", "first", "never"] as const;
export type PrependScheme = (typeof PREPEND_SCHEMES)[number];

export class Metaspace implements PreTokenizer {
  readonly replacement: string;
  readonly prependScheme: PrependScheme;
  readonly splits: boolean;
  readonly looksForStart: boolean;
  readonly #spaces: Replace;
  readonly #prefix: Prepend;
  readonly #pattern: Pattern;

  /** @param replacement one character */
  constructor(replacement: string, prependScheme: PrependScheme, splits: boolean) {
    this.replacement = replacement;
    this.prependScheme = prependScheme;
    this.splits = splits;
    this.looksForStart = prependScheme === "first";
    this.#spaces = new Replace(literalPattern(" "), replacement);
    this.#prefix = new Prepend(replacement);
    this.#pattern = literalPattern(replacement);
  }

  split(piece: AlignedText): Iterable<AlignedText> {
    const replaced = this.#spaces.align(piece);
    const whole = this.#takesPrefix(replaced, piece) ? this.#prefix.align(replaced) : replaced;
    return this.splits ? splitBy(whole, this.#pattern, "MergedWithNext", false) : [whole];
  }

  #takesPrefix(replaced: AlignedText, piece: AlignedText): boolean {
    if (this.prependScheme === "never" || replaced.text.startsWith(this.replacement)) return false;
    return this.prependScheme === "always" || (piece.text !== "" && piece.origin(0, 1)[0] === 0);
  }
}
