/** JSON that a terminal can show: the same value for whoever parses it, and nothing else for whoever looks at it. */
import { visibleText } from "@windrow/core";

/**
 * `JSON.stringify`, which escapes C0 and lone surrogates, with every other unsafe character of its strings
 * as `\uXXXX` too: C1, marks of direction, what can't be seen.
 * @param indent spaces of each level; by default all is on one line
 */
export function safeJson(value: unknown, indent?: number): string {
  // Outside of strings JSON is ASCII.
  return JSON.stringify(value, undefined, indent).replaceAll(/[^\n -~]+/g, (run) =>
    visibleText(run) === run ? run : Array.from(run, safeCharacter).join(""),
  );
}

function safeCharacter(character: string): string {
  if (visibleText(character) === character) return character;
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
