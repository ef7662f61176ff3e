import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { splitText } from "@windrow/tokenizer-simple";

const [file, rounds] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const check = createHash("sha256").update(splitText(text).join("\u001f")).digest("hex");
const milliseconds = [];
for (let round = -2; round < Number(rounds); round++) {
  const start = performance.now();
  splitText(text);
  if (round >= 0) milliseconds.push(performance.now() - start);
}
console.log(JSON.stringify({ check, milliseconds }));
