/**
 * A tokenizer.json for @huggingface/tokenizers, made from a rank table.
 *
 * Tokens are written in GPT-2's byte alphabet. The merge that makes a token is found by merging its
 * bytes with the lower ranks alone until two parts are left. There are no added tokens: all text is
 * ordinary, as for the other candidates.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, rankTable } from "./rank-tables.mjs";

/** Where the file of an encoding is, once `makeTokenizerJson` has made it. */
export const tokenizerJson = (encoding) => join(cache, `${encoding}.tokenizer.json`);

/** Makes the file unless it is there. */
export async function makeTokenizerJson(encoding) {
  const file = tokenizerJson(encoding);
  if (existsSync(file)) return;
  const { tokens, pattern } = await rankTable(encoding);
  const alphabet = byteAlphabet();
  const written = tokens.map((bytes) => Array.from(bytes, (byte) => alphabet[byte]).join(""));
  const ranks = new Map(written.map((token, rank) => [token, rank]));
  const merges = written.filter((token) => token.length > 1).map((token) => twoParts(token, ranks));
  const split = { type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false };
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false };
  const json = {
    version: "1.0",
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: "Sequence", pretokenizers: [split, byteLevel] },
    post_processor: null,
    decoder: byteLevel,
    model: { type: "BPE", ignore_merges: true, vocab: Object.fromEntries(ranks), merges },
  };
  writeFileSync(file, JSON.stringify(json));
}

/** The character of each byte: printable Latin-1 is itself, the other bytes are U+0100 and on. */
function byteAlphabet() {
  const isPrintable = (byte) => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : next++));
}

function twoParts(token, ranks) {
  const limit = ranks.get(token);
  const parts = [...token];
  while (parts.length > 2) {
    let best = -1;
    let lowest = limit;
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = ranks.get(parts[i] + parts[i + 1]);
      if (rank !== undefined && rank < lowest) [best, lowest] = [i, rank];
    }
    if (best === -1) throw new Error(`No merge of lower ranks makes token ${limit}.`);
    parts.splice(best, 2, parts[best] + parts[best + 1]);
  }
  return parts;
}
