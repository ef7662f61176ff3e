/** A step that splits a text into pieces, within which the model makes tokens. */
import type { CodePointSet } from "@windrow/tokenizer-bpe/internal";
import type { AlignedText } from "../aligned/aligned-text.ts";
import type { Model } from "../models/model.ts";
import type { SectionIds } from "../sections/sections.ts";

export interface PreTokenizer {
  /** The pieces, in their order; what is in none is left out. None is empty. No more is split than is asked for. */
  split(piece: AlignedText): Iterable<AlignedText>;
  /** Whether the beginning of the whole text is treated otherwise than that of other pieces. */
  readonly looksForStart?: boolean;
  /** Whether all pieces are bytes in printable characters. */
  readonly writesBytes?: boolean;
  /**
   * The characters that are in no piece, wherever they stand, and between which text may be split alone; undefined where
   * there are none, or it is not known.
   */
  readonly separators?: (() => CodePointSet | undefined) | undefined;
  /**
   * Where the same pieces end, one after another; undefined where some text may be in none, or be changed by more than
   * being written as bytes.
   */
  readonly ends?: ((text: string) => Iterable<number>) | undefined;
  /** The ids of a model behind this step alone, where there is a quicker way than piece by piece. */
  readonly sections?: ((model: Model) => SectionIds) | undefined;
}
