/** Takes combining marks away: those of Unicode 9 (later-characters.ts). */
import type { AlignedText, Change } from "../aligned/aligned-text.ts";
import { FORMER_MARKS, LATER_MARKS } from "./later-characters.ts";
import type { Normalizer } from "./normalizer.ts";

const MARK = `(?!${LATER_MARKS})(?:\\p{M}|${FORMER_MARKS})`;
const all = /* @__PURE__ */ new RegExp(MARK, "gu");
const one = /* @__PURE__ */ new RegExp(`^${MARK}$`, "u");

export class StripAccents implements Normalizer {
  readonly keepsAsciiApart = true;
  readonly keepsAscii = true;
  normalize(text: string): string {
    return text.replace(all, "");
  }

  align(text: AlignedText): AlignedText {
    return withoutCharacters(text, (character) => one.test(character));
  }
}

/** A character that is left takes the place of all that are taken away behind it. */
function withoutCharacters(text: AlignedText, isTaken: (character: string) => boolean): AlignedText {
  const changes: Change[] = [];
  let removed = 0;
  let last: string | undefined;
  let atStart = 0;
  const push = (): void => {
    if (last === undefined) atStart = removed;
    else changes.push([last, -removed]);
    removed = 0;
  };
  for (const character of text.text) {
    if (isTaken(character)) removed++;
    else {
      push();
      last = character;
    }
  }
  if (last === undefined) return text.change([], 0);
  push();
  return text.change(changes, atStart);
}
