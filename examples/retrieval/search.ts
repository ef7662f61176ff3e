/**
 * Finds the parts of a text that answer a question, by the vectors of an embedding model.
 *
 * Usage: search MODEL FILE QUESTION; MODEL is a folder with tokenizer.json or vocab.txt, and model.onnx
 */
import { readFileSync } from "node:fs";
import { openModel } from "./embedding-model.ts";
import { indexDocument, rank } from "./search-index.ts";

const [folder, file, question] = process.argv.slice(2);
if (folder === undefined || file === undefined || question === undefined)
  throw new Error("Usage: search MODEL FILE QUESTION");

const model = await openModel(folder);
const chunks = await indexDocument(model, readFileSync(file, "utf8"), { maxTokens: 120, overlap: 30 });
for (const { chunk, score } of (await rank(model, chunks, question)).slice(0, 3))
  console.log(`${score.toFixed(3)} at ${chunk.start}: ${chunk.text.trim().replaceAll(/\s+/g, " ").slice(0, 100)}`);
