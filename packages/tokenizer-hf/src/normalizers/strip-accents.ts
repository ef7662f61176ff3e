/** Takes combining marks away: those of Unicode 9 (later-characters.ts). */
import { FORMER_MARKS, LATER_MARKS } from "./later-characters.ts";
import type { Normalizer } from "./normalizer.ts";
import { StripCharacters } from "./strip-characters.ts";

const MARK = `(?!${LATER_MARKS})(?:\\p{M}|${FORMER_MARKS})`;

export function stripAccents(): Normalizer {
  return new StripCharacters(MARK, true);
}
