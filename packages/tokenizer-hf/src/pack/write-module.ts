/** A packed tokenizer as the text of a module: ASCII, since other text would be kept at two bytes for each character. */
import type { PackedSentencePiece } from "../packed-all/packed-sentence-piece.ts";
import type { PackedTokenizer } from "../packed/packed-tokenizer.ts";

/** What a module imports: what opens byte-level models, or what opens all. */
export type PackedEntry = "packed" | "packed-all";

const moduleOf = (entry: PackedEntry): string => `@windrow/tokenizer-hf/${entry}`;

/** @param name of the export, a plain identifier */
export function writeModule(packed: PackedTokenizer | PackedSentencePiece, name: string, entry: PackedEntry): string {
  return `// Made by windrow pack: change the tokenizer's file and pack it again.
import { fromPacked } from "${moduleOf(entry)}";
export const ${name} = /* @__PURE__ */ fromPacked(${literal(packed)});
`;
}

/** The declarations that go with it. */
export function writeDeclarations(name: string, entry: PackedEntry): string {
  return `// Made by windrow pack.
import type { PretrainedTokenizer } from "${moduleOf(entry)}";
export declare const ${name}: PretrainedTokenizer;
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
