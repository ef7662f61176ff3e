/** What the calls of a tokenizer that make ids take, and give with offsets. */
import type { TokenIds } from "@windrow/interfaces";
import type { OffsetUnit } from "../decode/token-widths.ts";
import type { SpecialTokenSelection } from "../special/special-tokens.ts";

/** How special tokens in a text are treated. */
export interface EncodeOptions {
  /** Special tokens that become their ids; by default none. */
  readonly allowedSpecial?: SpecialTokenSelection | undefined;
  /** Special tokens that are an error; by default all that are not allowed. `[]` turns the check off. */
  readonly disallowedSpecial?: SpecialTokenSelection | undefined;
}

/** Which special tokens count as one token; the others count as text. */
export type CountOptions = Pick<EncodeOptions, "allowedSpecial">;

/** How special tokens in a text are treated, and what offsets count. */
export interface EncodeWithOffsetsOptions extends EncodeOptions {
  /** `"utf16"` (default) fits `String.slice`; `"codePoint"` counts characters, as Python does. */
  readonly unit?: OffsetUnit | undefined;
}

/** How special tokens in texts are treated, and how many threads encode them. */
export interface ThreadedEncodeOptions extends EncodeOptions {
  /** How many threads encode, including the calling one: 1 to 1024. */
  readonly threads: number;
}

/** The ids of a text, and where in it each token begins. */
export interface EncodedWithOffsets {
  readonly ids: TokenIds;
  /** One for each id; a token that begins within a character has that character's offset. */
  readonly starts: Int32Array;
}
