/** A step that splits a text into pieces, within which the model makes tokens. */
import type { AlignedText } from "../aligned/aligned-text.ts";

export interface PreTokenizer {
  /** The pieces, in their order; what is in none is left out. None is empty. */
  split(piece: AlignedText): AlignedText[];
}
