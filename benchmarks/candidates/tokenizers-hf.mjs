/**
 * Usage: node candidates/tokenizers-hf.mjs PEER TOKENIZER_JSON VOCABULARY ROUNDS TEXT...
 *
 * Prints one JSON line: `load`, milliseconds from the first import to the ids of one letter, and for each text its digest
 * and the milliseconds of each round. Texts are encoded whole, and before in a part, by which the ids of those are compared
 * that are too slow for all of it.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { PEERS } from "../tokenizers-hf/peers.mjs";
import { partOf } from "../tokenizers-hf/texts.mjs";
import { clock } from "./tokenizers/clock.mjs";

const [peer, file, vocabulary, rounds, ...names] = process.argv.slice(2);
const { open, isSlow } = PEERS[peer];

const begin = clock.all();
const encode = await open(file, vocabulary);
encode("a");
const load = clock.all() - begin;

const texts = names.map((name) => {
  const text = readFileSync(name, "utf8");
  const part = partOf(text);
  const timed = isSlow ? part : text;
  const digest = createHash("sha256")
    .update(Int32Array.from(encode(part)))
    .digest("hex");
  const milliseconds = [];
  for (let round = isSlow ? 0 : -2; round < Number(isSlow ? 1 : rounds); round++) {
    const start = clock.now();
    encode(timed);
    if (round >= 0) milliseconds.push(clock.now() - start);
  }
  return { digest, milliseconds, bytes: Buffer.byteLength(timed) };
});
console.log(JSON.stringify({ load, texts }));
