/** Usage: node windrow.mjs CALL N ROUNDS. Prints the sha256 of the first result, and a time for each round. */
import { createHash } from "node:crypto";
import { Generator } from "@windrow/random";

const [call, size, rounds] = process.argv.slice(2);
const n = Number(size);
const generator = new Generator(42);
const array = new Float32Array(n);
const calls = {
  randn: () => generator.randn(n),
  normal: () => generator.normal(array, { mean: 0, std: 0.02 }),
  randperm: () => generator.randperm(n),
  small: () => {
    let last;
    for (let i = 0; i < 10_000; i++) last = generator.randn(n);
    return last;
  },
};
const check = createHash("sha256").update(calls[call]()).digest("hex");
const milliseconds = [];
for (let round = -2; round < Number(rounds); round++) {
  const start = performance.now();
  calls[call]();
  if (round >= 0) milliseconds.push(performance.now() - start);
}
console.log(JSON.stringify({ check, milliseconds }));
