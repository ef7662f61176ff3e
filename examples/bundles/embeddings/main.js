import { InputEmbedding } from "@windrow/embeddings";

const embedding = await InputEmbedding.create({ vocabSize: 100, contextLength: 8, embeddingDim: 4, seed: 69 });
const { data, dims } = await embedding.forward([7, 8, 9]);
console.log(dims.join(" x "));
console.log([...data.subarray(0, 4)].map((value) => value.toFixed(4)).join(" "));
await embedding.dispose();
