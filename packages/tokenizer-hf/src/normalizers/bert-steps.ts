/** Steps of BERT's normalizer that no other has. */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import { SPACE } from "../characters/classes.ts";
import { IDEOGRAPH } from "./bert-characters.ts";
import type { Normalizer } from "./normalizer.ts";

const spaces = /* @__PURE__ */ new RegExp(SPACE, "gu");
const ideographs = /* @__PURE__ */ new RegExp(IDEOGRAPH, "gu");
const isIdeograph = /* @__PURE__ */ new RegExp(`^${IDEOGRAPH}$`, "u");

/** All white space becomes spaces, one for one. */
export const plainSpaces: Normalizer = {
  keepsAsciiApart: true,
  keepsAscii: false,
  normalize: (text) => text.replace(spaces, " "),
  align(text: AlignedText): AlignedText {
    const spaced = plainSpaces.normalize(text.text);
    return spaced === text.text ? text : text.change(Array.from(spaced, (character): Change => [character, 0]));
  },
};

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
