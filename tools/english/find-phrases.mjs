/** Phrases to change in one file. */
import { PHRASES } from "./phrases.mjs";
import { proseOfCode, proseOfMarkdown } from "./prose.mjs";

function linesOf(content) {
  const starts = [0];
  for (let at = content.indexOf("\n"); at !== -1; at = content.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** What stands between tags: text that a page shows, and code that looks like it, in which no phrase is. */
function textOfElements(content) {
  return Array.from(content.matchAll(/(?<=[>}])[^<>{}]+(?=[<{])/g), ({ 0: text, index: start }) => ({
    kind: "text",
    start,
    text,
  }));
}

/**
 * Every phrase of `PHRASES` in a file, by line.
 * @param path its name decides how it is read: Markdown by `.md`, a program otherwise
 * @returns {{ line: number, name: string, found: string, write: string, kind: string }[]} `line` counts from 1; `kind`
 *   is "text", "comment", "string" or "name"
 */
export function findPhrases(path, content) {
  const parts = path.endsWith(".md") ? proseOfMarkdown(content) : proseOfCode(content);
  if (path.endsWith(".tsx")) parts.push(...textOfElements(content));
  const lineAt = linesOf(content);
  const hits = [];
  for (const { name, pattern, write, inCode } of PHRASES) {
    const places = inCode && !path.endsWith(".md") ? [{ kind: "name", start: 0, text: content }] : parts;
    for (const { kind, start, text } of places) {
      const indent = text.search(/\S/);
      const words = indent > 0 ? text.slice(indent) : text;
      for (const match of words.matchAll(pattern)) {
        const line = lineAt(start + Math.max(indent, 0) + match.index);
        hits.push({ line, name, found: match[0].replaceAll(/\s+/g, " "), write, kind });
      }
    }
  }
  return hits.toSorted((one, other) => one.line - other.line);
}
