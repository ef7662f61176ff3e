/** A step that changes a text before it is split. */
import type { AlignedText } from "../aligned/aligned-text.ts";

export interface Normalizer {
  /** The changed text; the same string where nothing changes. */
  normalize(text: string): string;
  /** The same, with where each part comes from. */
  align(text: AlignedText): AlignedText;
}
