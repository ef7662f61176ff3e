/**
 * js-tiktoken's rank tables, from which everything that another candidate needs is made, so that
 * nothing is downloaded: tiktoken's own table format, a tokenizer.json, the lengths of tokens.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files that are made from other files; outside git, and where imports find this folder's packages. */
export const cache = join(import.meta.dirname, "../../node_modules/.cache/windrow-bench");
mkdirSync(cache, { recursive: true });

/** Patterns, special tokens and digests as tiktoken has them. */
export const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../testing/golden/tokenizer.json"), "utf8"),
);

const tables = new Map();

/** `{ tokens: bytes by id, pattern: the regular expression that js-tiktoken splits with }`. */
export async function rankTable(encoding) {
  if (!tables.has(encoding)) {
    const { default: ranks } = await import(`js-tiktoken/ranks/${encoding}`);
    const tokens = [];
    for (const line of ranks.bpe_ranks.split("\n").filter(Boolean)) {
      const [, first, ...base64Tokens] = line.split(" ");
      for (const [i, base64] of base64Tokens.entries()) tokens[Number(first) + i] = Buffer.from(base64, "base64");
    }
    tables.set(encoding, { tokens, pattern: ranks.pat_str });
  }
  return tables.get(encoding);
}
