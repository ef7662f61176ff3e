/** minbpe's trainer over the words of a text: all pairs are counted again for each merge. Ties go to the lower pair. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [vocabSize, file, rounds] = process.argv.slice(2);
/** gpt2's, for texts without U+0085 and U+FEFF, of which JavaScript thinks otherwise. */
const WORD = /'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s/gu;

/** GPT-2's order of the bytes. */
const all = Array.from({ length: 256 }, (_, byte) => byte);
const prints = (byte) => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
const byteOfId = [...all.filter(prints), ...all.filter((byte) => !prints(byte))];
const idOfByte = all.map((byte) => byteOfId.indexOf(byte));

function train(text) {
  const words = (text.match(WORD) ?? []).map((word) => Array.from(Buffer.from(word), (byte) => idOfByte[byte]));
  const tokens = byteOfId.map((byte) => Buffer.of(byte));
  while (tokens.length < Number(vocabSize)) {
    const counts = new Map();
    for (const ids of words) {
      for (let i = 0; i + 1 < ids.length; i++) {
        const pair = ids[i] * 2 ** 20 + ids[i + 1];
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    let [best, most] = [Infinity, 0];
    for (const [pair, count] of counts)
      if (count > most || (count === most && pair < best)) [best, most] = [pair, count];
    if (most === 0) break;
    const [left, right] = [Math.floor(best / 2 ** 20), best % 2 ** 20];
    for (const ids of words) {
      for (let i = 0; i + 1 < ids.length; i++) {
        if (ids[i] === left && ids[i + 1] === right) ids.splice(i, 2, tokens.length);
      }
    }
    tokens.push(Buffer.concat([tokens[left], tokens[right]]));
  }
  return tokens;
}

const milliseconds = [];
let check;
for (let round = 0; round < Number(rounds); round++) {
  const started = performance.now();
  const tokens = readFileSync(file, "utf8").split("<|endoftext|>").flatMap(train);
  milliseconds.push(performance.now() - started);
  const hash = createHash("sha256");
  for (const token of tokens) hash.update(token).update("\n");
  check = hash.digest("hex");
}
console.log(JSON.stringify({ check, milliseconds }));
