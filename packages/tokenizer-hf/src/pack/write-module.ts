/** A packed tokenizer as the text of a module: ASCII, since other text would be kept at two bytes for each character. */
import type { PackedTokenizer } from "../packed/packed-tokenizer.ts";

const MODULE = "@windrow/tokenizer-hf/packed";

/** @param name of the export, a plain identifier */
export function writeModule(packed: PackedTokenizer, name: string): string {
  return `// Made by windrow pack: change the tokenizer's file and pack it again.
import { fromPacked } from "${MODULE}";
export const ${name} = /* @__PURE__ */ fromPacked(${literal(packed)});
`;
}

/** The declarations that go with it. */
export function writeDeclarations(name: string): string {
  return `// Made by windrow pack.
import type { HfTokenizer } from "${MODULE}";
export declare const ${name}: HfTokenizer;
`;
}

function literal(value: unknown): string {
  if (typeof value === "string") return quotedText(value);
  if (Array.isArray(value)) return `[${(value as unknown[]).map(literal).join(",")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{ ${fields.map(([name, one]) => `${name}: ${literal(one)}`).join(", ")} }`;
}

/** JSON is full of one kind of quotes, packed digits have the other. */
function quotedText(text: string): string {
  const mark = text.includes('"') ? "'" : '"';
  const escaped = text.replaceAll(/[\\'"]|[^ -~]|<(?=[!/]|script)/gi, (found) => {
    if (found === "\\") return "\\\\";
    if (found === "'" || found === '"') return found === mark ? `\\${found}` : found;
    // In a page these would end the element of the script.
    return found === "<" ? "\\x3c" : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `${mark}${escaped}${mark}`;
}
