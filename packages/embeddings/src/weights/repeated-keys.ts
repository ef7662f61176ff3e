/**
 * Keys that occur twice in one object of a JSON text, which `JSON.parse` silently overwrites, and
 * nesting too deep. One pass, linear; no second parser: the text must be valid JSON already.
 */
import { quoted } from "@windrow/core";

/** What serde_json, and with it the reference implementation of safetensors, reads. */
const MAX_DEPTH = 128;

/**
 * @param json valid JSON
 * @returns what is wrong, or undefined
 * @example repeatedKey('{"a": 1, "\\u0061": 2}') // 'the key "a" occurs twice in one object'
 */
export function repeatedKey(json: string): string | undefined {
  /** The keys of every open object; an open array has none. */
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === "{" || character === "[") {
      open.push(character === "{" ? new Set() : undefined);
      if (open.length > MAX_DEPTH) return `values are nested deeper than ${MAX_DEPTH}`;
    } else if (character === "}" || character === "]") {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(json, i);
      if (isKey(json, end)) {
        const key = JSON.parse(json.slice(i, end)) as string;
        const keys = open.at(-1);
        if (keys?.has(key)) return `the key ${quoted(key)} occurs twice in one object`;
        keys?.add(key);
      }
      i = end - 1;
    }
  }
  return undefined;
}

/** The place after the closing quote. */
function endOfString(json: string, start: number): number {
  let i = start + 1;
  while (json[i] !== '"') i += json[i] === "\\" ? 2 : 1;
  return i + 1;
}

function isKey(json: string, end: number): boolean {
  let i = end;
  while (" \t\r\n".includes(json[i] ?? ":")) i++;
  return json[i] === ":";
}
