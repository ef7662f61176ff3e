/** A long text in parts, so that none is longer than those of a file. */
import type { TextPart } from "./document-part.ts";

/** Appends its parts of at most `partLength` UTF-16 units, cut between code points; a short text is one. */
export function appendTextParts(
  parts: TextPart[] | { push(part: TextPart): unknown },
  text: string,
  partLength: number,
): void {
  let start = 0;
  while (text.length - start > partLength) {
    let end = start + partLength;
    const isPair = isHigh(text.charCodeAt(end - 1)) && isLow(text.charCodeAt(end));
    if (isPair && end - 1 > start) end--;
    else if (isPair) end++;
    if (end >= text.length) break;
    parts.push({ kind: "text", text: text.slice(start, end), isLast: false });
    start = end;
  }
  parts.push({ kind: "text", text: start === 0 ? text : text.slice(start), isLast: true });
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
