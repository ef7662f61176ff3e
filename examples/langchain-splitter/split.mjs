/**
 * Splits a text file into chunks of at most so many tokens, at words.
 *
 * Usage: node split.mjs FILE [TOKENS], default 200
 */
import { readFileSync } from "node:fs";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";
import { atWords } from "./splitters.mjs";

const [file, tokens = "200"] = process.argv.slice(2);
if (file === undefined) throw new Error("Usage: node split.mjs FILE [TOKENS]");

for (const { pageContent, metadata } of await atWords(Number(tokens)).createDocuments([readFileSync(file, "utf8")])) {
  const { from, to } = metadata.loc.lines;
  console.log(`lines ${from} to ${to}: ${o200kBase.countTokens(pageContent)} tokens`);
}
