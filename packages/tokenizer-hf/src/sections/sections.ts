/** Ids of what stands between added tokens: text that is normalized already. */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import type { TextParts } from "../added-tokens/open-tokens.ts";

export interface SectionIds {
  /**
   * Appends the ids of a section to `out`, or only counts them; stops after the piece with which there are more than
   * `limit`.
   * @returns how many ids
   */
  encode(section: string, out: IdBuffer | undefined, limit: number): number;
  /** Appends the ids of a section in UTF-8; absent where it has to be a string. */
  readonly encodeUtf8?: ((section: Uint8Array, out: IdBuffer) => void) | undefined;
  /** Sections that come in parts; absent where they have to be whole. */
  readonly open?: (() => TextParts) | undefined;
}
