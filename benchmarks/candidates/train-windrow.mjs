/** trainBpe over the documents of a text. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { trainBpe } from "@windrow/tokenizer-bpe/train";

const [vocabSize, threads, file, rounds] = process.argv.slice(2);
const milliseconds = [];
let check;
for (let round = 0; round < Number(rounds); round++) {
  const started = performance.now();
  const texts = readFileSync(file, "utf8").split("<|endoftext|>");
  const tokenizer = await trainBpe(texts, {
    vocabSize: Number(vocabSize),
    pattern: "gpt2",
    threads: threads === "" ? undefined : Number(threads),
  });
  milliseconds.push(performance.now() - started);
  const hash = createHash("sha256");
  for (let id = 0; id < tokenizer.vocabSize; id++) hash.update(tokenizer.decodeSingleTokenBytes(id)).update("\n");
  check = hash.digest("hex");
}
console.log(JSON.stringify({ check, milliseconds }));
