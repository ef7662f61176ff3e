import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../src/index.ts";

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
  const result = await session.run({ input_ids: new Tensor("int32", IDS, dims) });
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
      names: ["input_ids", "inputs_embeds"],
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
    expect((8 + headerLength) % 4096).toBe(0);
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
    expect(await loaded.forward(IDS.subarray(0, 5))).toEqual(await saved.forward(IDS.subarray(0, 5)));
    expect((await Embedding.load(directory)).weight).toEqual(saved.tokenWeight);
  });

  const withHeader = (header: unknown, data = 16): Buffer => {
    const json = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    return Buffer.concat([length, json, Buffer.alloc(data)]);
  };
  const tensor = (change: object): object => ({
    "wte.weight": { dtype: "F32", shape: [2, 2], data_offsets: [0, 16], ...change },
  });

  test.each([
    ["an empty file", Buffer.alloc(0), /0 bytes, the header's length alone takes 8/],
    ["a header longer than the file", Buffer.alloc(64, 0x7f), /the header is said to have \d+ bytes, the file has 64/],
    ["a header that is not JSON", withHeader("{no"), /the header is not JSON/],
    ["a header that is null", withHeader("null"), /there is no tensor wte.weight, nor any other/],
    ["a tensor that is null", withHeader({ "wte.weight": null }), /wte.weight has dtype undefined/],
    ["another tensor", withHeader({ bias: {} }), /there is no tensor wte.weight, only bias/],
    ["another dtype", withHeader(tensor({ dtype: "F16" })), /wte.weight has dtype F16, expected F32/],
    ["another rank", withHeader(tensor({ shape: [4] })), /wte.weight has shape \[4\], expected \[rows, width\]/],
    [
      "offsets that do not fit the shape",
      withHeader(tensor({ data_offsets: [0, 12] })),
      /has data_offsets \[0,12\] in 16 bytes/,
    ],
    ["data cut off", withHeader(tensor({}), 15), /of shape \[2, 2\] has data_offsets \[0,16\] in 15 bytes/],
  ])("refuses %s", async (_, bytes, message) => {
    const directory = await mkdtemp(join(scratch, "bad-"));
    await writeFile(join(directory, "model.safetensors"), bytes);
    await expect(Embedding.load(directory)).rejects.toThrow(
      expect.objectContaining({ code: "EMBEDDINGS_INVALID_FILE", message: expect.stringMatching(message) }),
    );
  });

  test("refuses tables of different widths", async () => {
    const directory = await mkdtemp(join(scratch, "widths-"));
    const tables = { ...tensor({}), "wpe.weight": { dtype: "F32", shape: [4, 1], data_offsets: [0, 16] } };
    await writeFile(join(directory, "model.safetensors"), withHeader(tables));
    await expect(InputEmbedding.load(directory)).rejects.toThrow(
      /wte\.weight has rows of 2, wpe\.weight of 1; expected the same/,
    );
  });

  test("refuses a truncated file of its own, and a directory without one", async () => {
    const directory = join(scratch, "cut");
    await (await InputEmbedding.create(options)).save(directory);
    await truncate(join(directory, "model.safetensors"), 4096 + 100);
    await expect(InputEmbedding.load(directory)).rejects.toThrow(
      /wte.weight of shape \[7, 4\] has data_offsets \[0,112\] in 100 bytes/,
    );
    await expect(Embedding.load(join(scratch, "nowhere"))).rejects.toThrow(
      expect.objectContaining({
        code: "EMBEDDINGS_INVALID_FILE",
        message: expect.stringMatching(/model.safetensors could not be read .*expected a directory that save wrote/),
      }),
    );
  });
});
