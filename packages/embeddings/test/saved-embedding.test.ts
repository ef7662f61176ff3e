import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Embedding, InputEmbedding, type WeightSource } from "../src/index.ts";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "windrow-embeddings-"));
});
afterAll(() => rm(scratch, { recursive: true }));

const IDS = Int32Array.of(3, 0, 6, 6, 1, 2);
const options = { vocabSize: 7, contextLength: 5, embeddingDim: 4, seed: 11 };

/** Runs the exported model as any program with onnxruntime would: from its path, its tables beside it. */
async function runExported(
  directory: string,
  dims: number[],
): Promise<{ names: readonly string[]; data: unknown; dims: readonly number[] }> {
  const session = await InferenceSession.create(join(directory, "model.onnx"));
  const feeds: Record<string, Tensor> = { input_ids: new Tensor("int32", IDS, dims) };
  const sequence = dims.at(-1)!;
  const positions = Int32Array.from({ length: sequence }, (_, i) => i);
  // One row of positions for all of the batch.
  if (session.inputNames.includes("position_ids")) feeds.position_ids = new Tensor("int32", positions, [1, sequence]);
  const result = await session.run(feeds);
  await session.release();
  const { data, dims: shape } = result.inputs_embeds!;
  return { names: [...session.inputNames, ...session.outputNames], data, dims: shape };
}

describe("save", () => {
  test("the exported graph over the safetensors file gives the numbers of forward", async () => {
    const directory = join(scratch, "input");
    const embedding = await InputEmbedding.create(options);
    await embedding.save(directory);
    const expected = await embedding.forward({ type: "int32", data: IDS, dims: [2, 3] });
    expect(await runExported(directory, [2, 3])).toEqual({
      names: ["input_ids", "position_ids", "inputs_embeds"],
      data: expected.data,
      dims: [2, 3, 4],
    });
    expect((await readdir(directory)).toSorted()).toEqual(["model.onnx", "model.safetensors"]);
  });

  test("a single table likewise, overwriting what was there", async () => {
    const directory = join(scratch, "single");
    for (const seed of [1, 2]) {
      const embedding = await Embedding.create({ numEmbeddings: 7, embeddingDim: 2, seed });
      await embedding.save(directory);
      const expected = await embedding.forward({ type: "int32", data: IDS, dims: [1, 6] });
      expect((await runExported(directory, [1, 6])).data).toEqual(expected.data);
    }
  });

  test("the weights file is safetensors, its data on a page border", async () => {
    const directory = join(scratch, "format");
    const embedding = await InputEmbedding.create(options);
    await embedding.save(directory);
    const file = await readFile(join(directory, "model.safetensors"));
    const headerLength = Number(file.readBigUInt64LE(0));
    expect((8 + headerLength) % 65_536).toBe(0);
    expect(JSON.parse(file.toString("utf8", 8, 8 + headerLength))).toEqual({
      __metadata__: { format: "pt" },
      "wte.weight": { dtype: "F32", shape: [7, 4], data_offsets: [0, 112] },
      "wpe.weight": { dtype: "F32", shape: [5, 4], data_offsets: [112, 192] },
    });
    const floats = new Float32Array(
      file.buffer.slice(file.byteOffset + 8 + headerLength, file.byteOffset + file.length),
    );
    expect(floats).toEqual(Float32Array.of(...embedding.tokenWeight, ...embedding.positionWeight));
  });
});

test("a save that fails leaves nothing half-written behind", async () => {
  const directory = join(scratch, "blocked");
  const inTheWay = join(directory, "model.safetensors");
  await mkdir(inTheWay, { recursive: true });
  const embedding = await Embedding.create({ numEmbeddings: 2, embeddingDim: 2, seed: 1 });
  await expect(embedding.save(directory)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect(await readdir(directory)).toEqual(["model.safetensors"]);
});

test("saves into one directory at once do not disturb each other", async () => {
  const directory = join(scratch, "crowded");
  const embedding = await Embedding.create({ numEmbeddings: 50, embeddingDim: 8, seed: 1 });
  await Promise.all(Array.from({ length: 8 }, () => embedding.save(directory)));
  expect((await readdir(directory)).toSorted()).toEqual(["model.onnx", "model.safetensors"]);
  expect((await Embedding.load(directory)).weight).toEqual(embedding.weight);
});

describe("load", () => {
  test("gives the tables back, and a token table alone", async () => {
    const directory = join(scratch, "load");
    const saved = await InputEmbedding.create(options);
    await saved.save(directory);
    const loaded = await InputEmbedding.load(directory);
    expect([loaded.vocabSize, loaded.contextLength, loaded.embeddingDim]).toEqual([7, 5, 4]);
    expect([loaded.tokenWeight, loaded.positionWeight]).toEqual([saved.tokenWeight, saved.positionWeight]);
    const [fromFile, inMemory] = [loaded, saved].map((embedding) => embedding.forward(IDS.subarray(0, 5)));
    expect((await fromFile!).data).toEqual((await inMemory!).data);
    expect((await Embedding.load(directory)).weight).toEqual(saved.tokenWeight);
  });

  const bytesOf = async (directory: string): Promise<Uint8Array> =>
    new Uint8Array(await readFile(join(directory, "model.safetensors")));

  test("from a file, whatever the prefix of its names, and from bytes", async () => {
    const directory = join(scratch, "sources");
    const saved = await InputEmbedding.create(options);
    await saved.save(directory);
    const bytes = await bytesOf(directory);
    // The names of GPT-2 on the hub: the header is padded, so there is room for longer ones.
    const text = Buffer.from(bytes).toString("latin1");
    const prefixed = text
      .replace('"wte.weight"', '"transformer.wte.weight"')
      .replace('"wpe.weight"', '"transformer.wpe.weight"')
      .replace(" ".repeat(24), "");
    await writeFile(join(directory, "gpt2.safetensors"), prefixed, "latin1");
    const expected = await saved.forward(IDS.subarray(0, 5));
    for (const source of [
      join(directory, "model.safetensors"),
      join(directory, "gpt2.safetensors"),
      bytes,
      bytes.buffer,
      Buffer.from(prefixed, "latin1"),
    ] as WeightSource[]) {
      const loaded = await InputEmbedding.load(source);
      expect(await loaded.forward(IDS.subarray(0, 5))).toEqual({ ...expected, dispose: expect.any(Function) });
      const alone = await Embedding.load(source, { name: "wpe.weight" });
      expect(alone.weight).toEqual(saved.positionWeight);
    }
  });

  test("a table of .npy, from its path and from its bytes", async () => {
    const path = join(scratch, "table.npy");
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }";
    const start = Buffer.concat([Buffer.from("\u0093NUMPY\u0001\u0000", "latin1"), Buffer.from([118, 0])]);
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    const file = Buffer.concat([start, Buffer.from(`${header.padEnd(117)}\n`), Buffer.from(values.buffer)]);
    await writeFile(path, file);
    for (const source of [path, new Uint8Array(file)]) {
      const embedding = await Embedding.load(source);
      expect((await embedding.forward([2, 0])).data).toEqual(Float32Array.of(5, 6, 1, 2));
      expect(embedding.weight).toEqual(values);
    }
  });

  test("float16 takes half the file, and gives the rounded numbers, in any runtime", async () => {
    const directory = join(scratch, "half");
    const saved = await InputEmbedding.create({ ...options, vocabSize: 5000 });
    await saved.save(directory, { dtype: "float16" });
    const { size } = await stat(join(directory, "model.safetensors"));
    expect(size).toBeLessThan(saved.tokenWeight.byteLength * 0.5 + 70_000);
    const loaded = await InputEmbedding.load(directory);
    const { data } = await loaded.forward({ type: "int32", data: IDS, dims: [2, 3] });
    expect((await runExported(directory, [2, 3])).data).toEqual(data);
    // A float16 has 11 bits.
    const whole = await saved.forward({ type: "int32", data: IDS, dims: [2, 3] });
    for (const [i, value] of data.entries()) expect(Math.abs(value - whole.data[i]!)).toBeLessThan(0.004);
    expect(data).not.toEqual(whole.data);
    expect((await loaded.forward({ type: "int32", data: IDS, dims: [2, 3] })).data).toEqual(data);
    expect(loaded.tokenWeight.length).toBe(20_000);
    expect((await loaded.forward({ type: "int32", data: IDS, dims: [2, 3] })).data).toEqual(data);
  });

  test("positions of another kind beside a file's tokens", async () => {
    const directory = join(scratch, "tokens");
    const tokens = await Embedding.create({ numEmbeddings: 7, embeddingDim: 4, seed: 11 });
    await tokens.save(directory);
    const none = await InputEmbedding.load(directory, { positional: "none" });
    expect((await none.forward(IDS)).data).toEqual((await tokens.forward(IDS)).data);
    const fixed = await InputEmbedding.load(directory, { positional: "sinusoidal", contextLength: 6 });
    const made = await InputEmbedding.create({ ...options, contextLength: 6, positional: "sinusoidal" });
    expect((await fixed.forward(IDS)).data).toEqual((await made.forward(IDS)).data);
    await expect(InputEmbedding.load(directory)).rejects.toThrow(/there is no tensor wpe.weight/);
  });

  test("a contextLength that is not the file's", async () => {
    const directory = join(scratch, "context");
    await (await InputEmbedding.create(options)).save(directory);
    expect((await InputEmbedding.load(directory, { contextLength: 5 })).contextLength).toBe(5);
    await expect(InputEmbedding.load(directory, { contextLength: 6 })).rejects.toThrow(
      expect.objectContaining({
        code: "EMBEDDINGS_INVALID_OPTION",
        message: "contextLength is 6; expected 5, as in the file, or no contextLength.",
      }),
    );
  });

  test("bytes that threads share are copied", async () => {
    const directory = join(scratch, "shared-bytes");
    const saved = await InputEmbedding.create(options);
    await saved.save(directory);
    const bytes = await bytesOf(directory);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    const loaded = await InputEmbedding.load(shared);
    expect((await loaded.forward(IDS.subarray(0, 5))).data).toEqual((await saved.forward(IDS.subarray(0, 5))).data);
  });

  test("weights that were asked for can be changed, and count from then on", async () => {
    const directory = join(scratch, "changed");
    await (await InputEmbedding.create(options)).save(directory);
    const loaded = await InputEmbedding.load(directory);
    const before = await loaded.forward([0]);
    const running = loaded.forward([0]);
    loaded.tokenWeight.fill(1, 0, 4);
    expect((await running).data).toEqual(before.data);
    const after = await loaded.forward([0]);
    expect(after.data).toEqual(loaded.positionWeight.subarray(0, 4).map((value) => value + 1));
    await loaded.dispose();
  });

  test("disposed while its weights are being fed in place of the file", async () => {
    const directory = join(scratch, "reopened");
    const made = await InputEmbedding.create(options);
    await made.save(directory);
    const loaded = await InputEmbedding.load(directory);
    const before = loaded.forward([1, 2]);
    expect(loaded.tokenWeight).toEqual(made.tokenWeight);
    const after = loaded.forward([1, 2]);
    await loaded.dispose();
    const expected = (await made.forward([1, 2])).data;
    expect([(await before).data, (await after).data]).toEqual([expected, expected]);
  });

  test("what was loaded can be saved, elsewhere and in its own place", async () => {
    const directory = join(scratch, "again");
    const made = await InputEmbedding.create(options);
    await made.save(directory);
    const loaded = await InputEmbedding.load(directory);
    await loaded.save(join(scratch, "elsewhere"));
    await loaded.save(directory);
    expect((await loaded.forward(IDS.subarray(0, 5))).data).toEqual((await made.forward(IDS.subarray(0, 5))).data);
    for (const copy of [directory, join(scratch, "elsewhere")]) {
      expect((await InputEmbedding.load(copy)).tokenWeight).toEqual(made.tokenWeight);
    }
  });

  test("an invalid file, or tables that do not fit together", async () => {
    const directory = await mkdtemp(join(scratch, "bad-"));
    const path = join(directory, "model.safetensors");
    const refuses = async (bytes: Uint8Array, message: RegExp): Promise<void> => {
      await writeFile(path, bytes);
      const expected = expect.objectContaining({
        code: "EMBEDDINGS_INVALID_FILE",
        message: expect.stringMatching(message),
      });
      await expect(InputEmbedding.load(directory)).rejects.toThrow(expected);
      await expect(InputEmbedding.load(bytes)).rejects.toThrow(expected);
    };
    await refuses(new Uint8Array(0), /0 bytes/);
    await refuses(new Uint8Array(64).fill(0x7f), /header/);
    const header = {
      "wte.weight": { dtype: "F32", shape: [2, 2], data_offsets: [0, 16] },
      "wpe.weight": { dtype: "F32", shape: [4, 1], data_offsets: [16, 32] },
    };
    const json = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    await refuses(Buffer.concat([length, json, Buffer.alloc(32)]), /wte\.weight has rows of 2, wpe\.weight of 1/);
    await refuses(Buffer.concat([length, json, Buffer.alloc(20)]), /./);
    await expect(Embedding.load(join(scratch, "nowhere"))).rejects.toThrow(
      expect.objectContaining({
        code: "EMBEDDINGS_INVALID_FILE",
        message: expect.stringMatching(/nowhere could not be read .*expected a directory that save wrote/),
      }),
    );
    await expect(Embedding.load(5 as never)).rejects.toThrow(
      expect.objectContaining({
        code: "EMBEDDINGS_INVALID_OPTION",
        message: expect.stringMatching(/^source is 5; expected a path/),
      }),
    );
  });
});
