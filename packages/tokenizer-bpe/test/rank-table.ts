/** Tokens' bytes and ids straight from js-tiktoken's rank tables, past what the package packs. */
import cl100k from "js-tiktoken/ranks/cl100k_base";
import o200k from "js-tiktoken/ranks/o200k_base";
import p50k from "js-tiktoken/ranks/p50k_base";
import r50k from "js-tiktoken/ranks/r50k_base";
import type { EncodingName } from "../src/index.ts";

const TABLES: Readonly<Record<EncodingName, { bpe_ranks: string }>> = {
  gpt2: r50k,
  r50k_base: r50k,
  p50k_base: p50k,
  p50k_edit: p50k,
  cl100k_base: cl100k,
  o200k_base: o200k,
  o200k_harmony: o200k,
};

const made = new Map<{ bpe_ranks: string }, ReadonlyMap<string, number>>();

/** Id by byte string (one character of U+0000 to U+00FF for each byte), in the order of the ids. */
export function rankTable(encoding: EncodingName): ReadonlyMap<string, number> {
  const table = TABLES[encoding];
  const known = made.get(table);
  if (known !== undefined) return known;
  const ids = new Map<string, number>();
  for (const line of table.bpe_ranks.split("\n").filter(Boolean)) {
    const [, first, ...tokens] = line.split(" ");
    for (const [i, base64] of tokens.entries()) ids.set(atob(base64), Number(first) + i);
  }
  made.set(table, ids);
  return ids;
}

/** The same as a .tiktoken file. */
export function tiktokenFile(encoding: EncodingName): string {
  return Array.from(rankTable(encoding), ([token, id]) => `${btoa(token)} ${id}\n`).join("");
}
