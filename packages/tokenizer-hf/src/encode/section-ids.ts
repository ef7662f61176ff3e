/** Ids of what stands between added tokens, by the engine or piece by piece. */
import type { Engine } from "@windrow/tokenizer-bpe/internal";
import { AlignedText } from "../aligned/aligned-text.ts";
import type { Model } from "../models/model.ts";
import type { PreTokenizer } from "../pre-tokenizers/pre-tokenizer.ts";
import type { SectionIds } from "./sections.ts";

/**
 * By the engine of tokenizer-bpe, which splits and merges by itself.
 * @param addsSpace whether a section that does not begin with a space gets one
 */
export function engineSections(engine: () => Engine, addsSpace: boolean): SectionIds {
  const spaced = (section: string): string => (addsSpace && !section.startsWith(" ") ? ` ${section}` : section);
  return {
    encode: (section, out, limit) => engine().encode(spaced(section), out, limit),
    encodeUtf8: addsSpace ? undefined : (section, out) => void engine().encode(section, out),
    open() {
      const open = engine().open();
      let isBegun = false;
      return {
        push(part, isEnd, out) {
          open.push(isBegun || part === "" ? part : spaced(part), isEnd, out, Infinity);
          isBegun = !isEnd && (isBegun || part !== "");
        },
      };
    },
  };
}

/**
 * UTF-16 units of pieces that are remembered, and how many of them. A longer piece may be a view on the text that it was
 * cut from, and would keep that in memory.
 */
const MAX_KEPT_UNITS = 12;
const MAX_KEPT = 1 << 16;

/** Piece by piece, for what the engine can't do. */
export function pieceSections(preTokenizer: PreTokenizer | undefined, model: Model): SectionIds {
  const known = new Map<string, readonly number[]>();
  const idsOf = (piece: string): readonly number[] => {
    const found = known.get(piece);
    if (found !== undefined) return found;
    const { ids } = model.encode(piece);
    if (piece.length <= MAX_KEPT_UNITS) {
      if (known.size >= MAX_KEPT) known.clear();
      known.set(piece, ids);
    }
    return ids;
  };
  return {
    encode(section, out, limit) {
      const whole = AlignedText.of(section);
      let count = 0;
      for (const { text } of preTokenizer?.split(whole) ?? [whole]) {
        const ids = idsOf(text);
        if (out !== undefined) for (const id of ids) out.push(id);
        count += ids.length;
        if (count > limit) break;
      }
      return count;
    },
  };
}
