/** The tokens of a file: as `windrow count` counts them, or with one call of encode. */
import { readFileSync } from "node:fs";
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { countStream } from "../../apps/demo-cli/dist/count/count-stream.js";
import { readUtf8Chunks } from "../../apps/demo-cli/dist/read/read-utf8-chunks.js";

const [way, file, rounds] = process.argv.slice(2);
const rules = { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] };
const noProgress = { update() {}, end() {} };

const WAYS = {
  stream: async () => (await countStream(readUtf8Chunks(file), cl100kBase, rules, noProgress)).tokens,
  whole: async () => cl100kBase.encode(readFileSync(file, "utf8"), rules).length,
};

const milliseconds = [];
let check;
for (let round = -1; round < Number(rounds); round++) {
  const start = performance.now();
  check = await WAYS[way]();
  if (round >= 0) milliseconds.push(performance.now() - start);
}
console.log(JSON.stringify({ check, milliseconds }));
