/** Encoding alone: the texts are in memory, and the ids stay there. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { getEncoding } from "@windrow/tokenizer-bpe";

const [encoding, file, rounds] = process.argv.slice(2);
const tokenizer = await getEncoding(encoding);
const texts = file.endsWith(".jsonl")
  ? readFileSync(file, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line).text)
  : readFileSync(file, "utf8").split("<|endoftext|>").slice(0, -1);
const milliseconds = [];
let check;
for (let round = 0; round < Number(rounds); round++) {
  const started = performance.now();
  const all = texts.map((text) => tokenizer.encodeOrdinary(text));
  milliseconds.push(performance.now() - started);
  const hash = createHash("sha256");
  const Ids = tokenizer.vocabSize <= 65_536 ? Uint16Array : Uint32Array;
  for (const ids of all) hash.update(Ids.of(...ids, tokenizer.eotToken));
  check = hash.digest("hex");
}
console.log(JSON.stringify({ check, milliseconds }));
