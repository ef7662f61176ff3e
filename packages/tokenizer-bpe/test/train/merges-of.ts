/** The merges of a trained tokenizer, as golden/training.json has them: two strings of GPT-2's printable characters. */
import type { BpeTokenizer } from "../../src/index.ts";

/** GPT-2's byte order by its definition: the printable bytes, then the others. */
export const GPT2_BYTES: readonly number[] = (() => {
  const printable: number[] = [];
  for (let byte = 0x21; byte <= 0x7e; byte++) printable.push(byte);
  for (let byte = 0xa1; byte <= 0xff; byte++) if (byte !== 0xad) printable.push(byte);
  const others = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !printable.includes(byte));
  return [...printable, ...others];
})();

const CHARACTERS = GPT2_BYTES.map((byte, id) => String.fromCharCode(id < 188 ? byte : 256 + id - 188));

/**
 * By the ranks alone: a token's merge is what its bytes come to with the tokens before it. Slow.
 */
export function mergesOf(tokenizer: BpeTokenizer): string[] {
  const merges: string[] = [];
  const ids = new Map<string, number>();
  const special = new Set(tokenizer.specialTokens.values());
  for (let id = 0; id < tokenizer.vocabSize; id++) {
    if (special.has(id)) continue;
    const bytes = [...tokenizer.decodeSingleTokenBytes(id)].map((byte) => CHARACTERS[GPT2_BYTES.indexOf(byte)]!);
    let parts = bytes;
    for (;;) {
      const ranks = parts.slice(1).map((part, i) => ids.get(parts[i]! + part) ?? Infinity);
      const lowest = Math.min(...ranks);
      if (lowest === Infinity) break;
      const at = ranks.indexOf(lowest);
      parts = parts.toSpliced(at, 2, parts[at]! + parts[at + 1]!);
    }
    if (id >= 256) merges.push(parts.join(" "));
    ids.set(bytes.join(""), id);
  }
  return merges;
}
