/** Ids of what stands between added tokens, by the engine. */
import type { Engine } from "@windrow/tokenizer-bpe/internal";
import type { SectionIds } from "../sections/sections.ts";

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
