/**
 * The data of a tiny model: trains a vocabulary on a text and writes the text's ids as token shards, which
 * train.py reads in PyTorch.
 *
 * Usage: prepare-data [FILE] [FOLDER]; the folder gets tokenizer.json and shards/, default tiny-data
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepare } from "@windrow/prepare";
import { trainBpe } from "@windrow/tokenizer-bpe/train";

/** The story that ships with the terminal tool. */
const story = fileURLToPath(new URL("../texts/the-long-field.txt", import.meta.resolve("windrow")));
const [file = story, folder = "tiny-data"] = process.argv.slice(2);

/** Between two of these is a document; each document ends with `<|endoftext|>` in the shards. */
const separator = "\n\n";

const documents = readFileSync(file, "utf8").split(separator);
const tokenizer = await trainBpe(documents, {
  vocabSize: 512, // the 256 bytes, the merges, the special token
  pattern: "cl100k_base",
  specialTokens: ["<|endoftext|>"],
});
mkdirSync(folder, { recursive: true });
// Hugging Face's format, which has the pattern and the special tokens in it; Python's tokenizers reads it too.
const vocabulary = join(folder, "tokenizer.json");
writeFileSync(vocabulary, tokenizer.toTokenizerJson());

const result = await prepare({
  inputs: [file],
  output: join(folder, "shards"),
  tokenizer: { file: vocabulary },
  inputType: "text",
  separator,
});
console.log(`${tokenizer.vocabSize} tokens in the vocabulary, ${result.documents} documents, ${result.tokens} tokens`);
