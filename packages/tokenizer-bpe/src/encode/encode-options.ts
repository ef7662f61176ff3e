/** What the calls of a tokenizer that make ids have in common. */
import type { SpecialTokenSelection } from "../special/special-tokens.ts";

/** How special tokens in a text are treated. */
export interface EncodeOptions {
  /** Special tokens that become their ids; by default none. */
  readonly allowedSpecial?: SpecialTokenSelection | undefined;
  /** Special tokens that are an error; by default all that are not allowed. `[]` turns the check off. */
  readonly disallowedSpecial?: SpecialTokenSelection | undefined;
}
