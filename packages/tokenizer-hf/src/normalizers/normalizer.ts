/** A step that changes a text before it is split. */
import type { AlignedText } from "../aligned/aligned-text.ts";

export interface Normalizer {
  /** The changed text; the same string where nothing changes. */
  normalize(text: string): string;
  /**
   * Whether a text may be normalized in parts, where all but the first begin with an ASCII character: that has no part in
   * what is done to the text before it.
   */
  readonly keepsAsciiApart: boolean;
  /** Whether text in ASCII stays as it is. */
  readonly keepsAscii: boolean;
  /** The same, with where each part comes from. */
  align(text: AlignedText): AlignedText;
}
