/** The tokens of a file: as `windrow count` counts them, or with one call of encode. */
import { readFileSync } from "node:fs";
import { cl100kBase } from "@windrow/tokenizer-bpe/cl100k_base";
import { bundleSource } from "../../tools/bundle-source.mjs";

const modules = await bundleSource("apps/demo-cli", ["commands/count/count-stream", "read/read-utf8-chunks"]);
const [{ countStream }, { readUtf8Chunks }] = await Promise.all(modules.map((url) => import(url)));

const [way, file, rounds] = process.argv.slice(2);
const rules = { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] };

const WAYS = {
  stream: async () =>
    (await countStream(readUtf8Chunks(file), { tokenizers: [cl100kBase], rules }, () => {})).tokens[0],
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
