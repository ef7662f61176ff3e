/** CPU time of some epochs of shuffled batches; the check is over the ids of the first. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { DataLoader, SlidingWindowDataset } from "@windrow/dataset";

const [buffers, file, rounds] = process.argv.slice(2);
const { tokens, maxLength, stride, batchSize, epochs } = JSON.parse(readFileSync(file, "utf8"));
const ids = Int32Array.from({ length: tokens }, (_, i) => (i * 7919) % 50257);
const dataset = new SlidingWindowDataset(ids, { maxLength, stride });
const options = { batchSize, shuffle: true, dropLast: true, reuseBuffers: buffers === "reuse" };

const hash = createHash("sha256");
for (const { inputIds, targetIds } of new DataLoader(dataset, { ...options, seed: 123 })) {
  hash.update(inputIds.data).update(targetIds.data);
}

const loader = new DataLoader(dataset, { ...options, seed: 1 });
const milliseconds = [];
for (let round = -2; round < Number(rounds); round++) {
  const start = process.cpuUsage();
  let sum = 0;
  for (let epoch = 0; epoch < epochs; epoch++) for (const { targetIds } of loader) sum += targetIds.data[0];
  const { user, system } = process.cpuUsage(start);
  if (round >= 0 && sum > 0) milliseconds.push((user + system) / 1000);
}
console.log(JSON.stringify({ check: hash.digest("hex"), milliseconds }));
