/**
 * Ids of what stands between added tokens where its place in the text decides about them, as it does for what only the
 * beginning of a text gets. Piece by piece, each with its place.
 */
import type { IdBuffer } from "@windrow/tokenizer-bpe/internal";
import { AlignedText } from "../aligned/aligned-text.ts";
import type { Model } from "../models/model.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import type { SectionIds } from "../sections/sections.ts";

export interface PlacedSections extends SectionIds {
  /** As `encode`, of a section with its place. */
  encodePlaced(section: AlignedText, out: IdBuffer | undefined, limit: number): number;
}

export function placedSections(preTokenizer: PreTokenizer, model: Model): PlacedSections {
  const encodePlaced = (section: AlignedText, out: IdBuffer | undefined, limit: number): number => {
    let count = 0;
    for (const { text } of preTokenizer.split(section)) {
      const { ids } = model.encode(text);
      if (out !== undefined) for (const id of ids) out.push(id);
      count += ids.length;
      if (count > limit) break;
    }
    return count;
  };
  return { encode: (section, out, limit) => encodePlaced(AlignedText.of(section), out, limit), encodePlaced };
}

export function isPlaced(sections: SectionIds): sections is PlacedSections {
  return "encodePlaced" in sections;
}
