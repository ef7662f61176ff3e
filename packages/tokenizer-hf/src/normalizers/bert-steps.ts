/** A step of BERT's normalizer that no other has. */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import { IDEOGRAPH } from "./bert-characters.ts";
import type { Normalizer } from "./normalizer.ts";

const ideographs = /* @__PURE__ */ new RegExp(IDEOGRAPH, "gu");
const isIdeograph = /* @__PURE__ */ new RegExp(`^${IDEOGRAPH}$`, "u");

/** Puts a space on either side of each ideograph. */
export const apartIdeographs: Normalizer = {
  keepsAsciiApart: true,
  keepsAscii: true,
  normalize: (text) => text.replace(ideographs, " $& "),
  align(text: AlignedText): AlignedText {
    if (apartIdeographs.normalize(text.text) === text.text) return text;
    const changes: Change[] = [];
    for (const character of text.text) {
      if (isIdeograph.test(character)) changes.push([" ", 0], [character, 1], [" ", 1]);
      else changes.push([character, 0]);
    }
    return text.change(changes);
  },
};
