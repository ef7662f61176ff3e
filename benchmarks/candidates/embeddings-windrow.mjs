/** Time of a forward; the check is over its result. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { InputEmbedding } from "@windrow/embeddings";

const [result, file, rounds] = process.argv.slice(2);
const { vocabSize, width, batch, sequence, positions } = JSON.parse(readFileSync(file, "utf8"));
const embedding = await InputEmbedding.create({
  vocabSize,
  contextLength: 1024,
  embeddingDim: width,
  positional: positions ? "learned" : "none",
  seed: 1,
});
const data = Int32Array.from({ length: batch * sequence }, (_, i) => (i * 7919) % vocabSize);
const ids = { type: "int32", data, dims: [batch, sequence] };
const out = result === "out" ? new Float32Array(data.length * width) : undefined;

const check = createHash("sha256")
  .update((await embedding.forward(ids)).data)
  .digest("hex");
const repeats = Math.max(1, Math.floor(2_000_000 / (data.length * width)));
const milliseconds = [];
for (let round = -2; round < Number(rounds); round++) {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) {
    const sum = await embedding.forward(ids, { out });
    if (result === "dispose") sum.dispose();
  }
  if (round >= 0) milliseconds.push((performance.now() - start) / repeats);
}
console.log(JSON.stringify({ check, milliseconds }));
