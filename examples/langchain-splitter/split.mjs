/**
 * Splits a text file into chunks of at most so many tokens, at paragraphs, lines and words where there are some.
 *
 * Usage: node split.mjs FILE [TOKENS], default 200
 */
import { readFileSync } from "node:fs";
import { RecursiveCharacterTextSplitter } from "@langchain/textsplitters";
import { o200kBase } from "@windrow/tokenizer-bpe/o200k_base";

const [file, tokens = "200"] = process.argv.slice(2);
if (file === undefined) throw new Error("Usage: node split.mjs FILE [TOKENS]");

// A splitter asks for the length of every part that it may put into a chunk: it has to be quick.
const lengthFunction = (text) => o200kBase.countTokens(text);
const splitter = new RecursiveCharacterTextSplitter({ chunkSize: Number(tokens), chunkOverlap: 0, lengthFunction });

const documents = await splitter.createDocuments([readFileSync(file, "utf8")]);
for (const { pageContent, metadata } of documents) {
  const { from, to } = metadata.loc.lines;
  console.log(`lines ${from} to ${to}: ${lengthFunction(pageContent)} tokens`);
}
