/**
 * Damaged safetensors and npy files, as bytes and in folders that `save` wrote: an EmbeddingsError, or tables
 * that give rows of theirs. (The model.onnx of such a folder is for other programs: `load` makes its own graph.)
 */
import { join } from "node:path";
import {
  type Folder,
  fuzzTarget,
  mustHold,
  mutateBytes,
  mutateFolder,
  mutateJson,
  readFolder,
  shownBytes,
  shownFolder,
  testFuzzTargets,
  withFolder,
} from "@windrow/testing/fuzz";
import { Embedding, InputEmbedding } from "../../src/index.ts";
import { fixture } from "../weights/fixtures.ts";

const codes = ["EMBEDDINGS_"];
const LENGTH_BYTES = 8;
/** Tables of more numbers than that are not possible in inputs of this size. */
const MAX_NUMBERS = 2 ** 20;

async function use(embedding: Embedding | InputEmbedding): Promise<void> {
  try {
    const isInput = embedding instanceof InputEmbedding;
    const [weight, rows] = isInput
      ? [embedding.tokenWeight, embedding.vocabSize]
      : [embedding.weight, embedding.numEmbeddings];
    const width = weight.length / rows;
    mustHold(Number.isInteger(width) && weight.length <= MAX_NUMBERS, `${rows} rows in ${weight.length} numbers`);
    const { data, dims } = await embedding.forward([rows - 1]);
    mustHold(dims.join() === `1,${width}`, `one row of ${width}: ${dims.join()}`);
    if (!isInput)
      mustHold(Buffer.from(data.slice().buffer).equals(Buffer.from(weight.slice(-width).buffer)), "the last row");
  } finally {
    await embedding.dispose();
  }
}

/** A header that is JSON still, with a length that is its own, or the bytes anywhere. */
const files = fuzzTarget<Uint8Array>({
  name: "safetensors and npy",
  codes,
  seeds: () => ["f2.npy", "f4.npy", "f4-v2.npy", "f8.npy", "mixed.safetensors", "prefixed.safetensors"].map(fixture),
  mutate(bytes, draw) {
    if (bytes[0] === 0x93 || draw.chance(0.4)) return mutateBytes(bytes, draw);
    const end = LENGTH_BYTES + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const json = Buffer.from(mutateJson(Buffer.from(bytes.subarray(LENGTH_BYTES, end)).toString(), draw));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeBigUInt64LE(BigInt(json.length));
    return new Uint8Array(Buffer.concat([length, json, bytes.subarray(end)]));
  },
  async attempt(bytes) {
    await use(await Embedding.load(bytes));
    const name = bytes[0] === 0x93 ? "table.npy" : "table.safetensors";
    await withFolder(new Map([[name, bytes]]), async (folder) => use(await Embedding.load(join(folder, name))));
  },
  show: shownBytes,
});

const saved = fuzzTarget<Folder>({
  name: "a saved embedding",
  codes,
  seeds: () =>
    withFolder(new Map(), async (folder) => {
      const embedding = await InputEmbedding.create({ vocabSize: 7, contextLength: 5, embeddingDim: 4, seed: 1 });
      const folders: Folder[] = [];
      for (const dtype of ["float32", "float16"] as const) {
        await embedding.save(folder, { dtype });
        folders.push(readFolder(folder));
      }
      await embedding.dispose();
      return folders;
    }),
  mutate: mutateFolder,
  attempt: (folder) => withFolder(folder, async (path) => use(await InputEmbedding.load(path))),
  show: shownFolder,
});

testFuzzTargets([files, saved]);
