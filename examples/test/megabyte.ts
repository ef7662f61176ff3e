/** A text as long as what strangers' programs are compared on. */
import { mulberry32, standingText } from "@windrow/testing";

/**
 * 1 MB: paragraphs of prose, code and many scripts, in a seeded order. U+0085 and U+FEFF, which js-tiktoken and
 * gpt-tokenizer see otherwise, are spaces.
 */
export function megabyte(): string {
  const random = mulberry32(23);
  const all = (["story", "prose", "code", "scripts"] as const).flatMap((name) => standingText(name).split("\n\n"));
  const parts: string[] = [];
  for (let bytes = 0; bytes < 1_000_000; bytes += Buffer.byteLength(parts.at(-1)!))
    parts.push(`${all[Math.floor(random() * all.length)]}\n\n`);
  return parts.join("").replaceAll(/[\u0085\ufeff]/g, " ");
}
