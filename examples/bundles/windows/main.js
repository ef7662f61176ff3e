import { createDataLoader } from "@windrow/dataset";

const tokenizer = { encode: (text) => Array.from(text, (letter) => letter.charCodeAt(0)) };
const loader = createDataLoader("make hay while the sun shines", {
  tokenizer,
  batchSize: 2,
  maxLength: 4,
  stride: 4,
  seed: 123,
});
for (const { inputIds } of loader) console.log(JSON.stringify(String.fromCharCode(...inputIds.data)));
