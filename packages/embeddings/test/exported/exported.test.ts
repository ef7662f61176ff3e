/**
 * Saved directories as other programs see them. `expected.json` is what `read-saved.py` says of them:
 * they passed onnx.checker, and Python's onnxruntime gave these numbers.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hexOfFloats } from "@windrow/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Embedding, InputEmbedding } from "../../src/index.ts";
import { python, testWithPython } from "../weights/python.ts";

interface Seen {
  sha256: string;
  opset: number;
  ir: number;
  graph: string;
  nodes: string[];
  inputs: [name: string, type: string, shape: (string | number)[]][];
  outputs: [name: string, type: string, shape: (string | number)[]][];
  results: Record<string, { shape: number[]; hex: string }>;
  tables: Record<string, [dtype: string, shape: number[], sha256: string]>;
}

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), "utf8");
const expected = JSON.parse(read("expected.json")) as Record<string, Seen>;
const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const root = mkdtempSync(join(tmpdir(), "windrow-exported-"));
afterAll(() => rmSync(root, { recursive: true }));

const options = { vocabSize: 50, contextLength: 6, embeddingDim: 8, seed: 3 };
const names = ["learned", "learned-float16", "sinusoidal", "tokens"];

beforeAll(async () => {
  const learned = await InputEmbedding.create(options);
  await learned.save(join(root, "learned"));
  await learned.save(join(root, "learned-float16"), { dtype: "float16" });
  await (await InputEmbedding.create({ ...options, positional: "sinusoidal" })).save(join(root, "sinusoidal"));
  await (await Embedding.create({ numEmbeddings: 50, embeddingDim: 8, seed: 3 })).save(join(root, "tokens"));
});

describe.each(names)("%s", (name) => {
  test("the graph is the one that onnx.checker passed", () => {
    const bytes = readFileSync(join(root, name, "model.onnx"));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(expected[name]!.sha256);
  });

  test("forward gives the numbers of Python's onnxruntime", async () => {
    const directory = join(root, name);
    const embedding = name === "tokens" ? await Embedding.load(directory) : await InputEmbedding.load(directory);
    for (const [batch, sequence] of [
      [2, 3],
      [1, 6],
      [0, 4],
    ] as const) {
      const data = Int32Array.from({ length: batch * sequence }, (_, i) => (i * 29) % 50);
      const result = await embedding.forward({ type: "int32", data, dims: [batch, sequence] });
      const { shape, hex } = expected[name]!.results[`${batch}x${sequence}`]!;
      expect([result.dims, hexOfFloats(result.data)]).toEqual([shape, hex]);
    }
    if (embedding instanceof InputEmbedding) {
      const ones = { type: "int32", data: new Int32Array(6).fill(1), dims: [2, 3] } as const;
      const { data } = await embedding.forward(ones, { positionIds: [5, 4, 3, 2, 1, 0] });
      expect(hexOfFloats(data)).toBe(expected[name]!.results.backwards!.hex);
    }
    await embedding.dispose();
  });

  testWithPython("Python says so, here and now", ["onnx", "onnxruntime", "safetensors.numpy"], () => {
    expect(python(read("read-saved.py"), join(root, name))).toEqual(expected[name]);
  });
});

test("opset, names and dims are those that torch.onnx.export gives", () => {
  const { opset, ir, graph, nodes, inputs, outputs } = expected.learned!;
  expect([opset, ir, graph, nodes]).toEqual([17, 8, "main_graph", ["Gather", "Gather", "Add"]]);
  expect(inputs).toEqual([
    ["input_ids", "tensor(int32)", ["batch", "sequence"]],
    ["position_ids", "tensor(int32)", ["position_batch", "sequence"]],
  ]);
  expect(outputs).toEqual([["inputs_embeds", "tensor(float)", ["batch", "sequence", 8]]]);
  expect(expected.tokens!.nodes).toEqual(["Gather"]);
});

testWithPython("the README's lines read it", ["onnxruntime", "safetensors.numpy"], async () => {
  const lines = /^```python\n(.*?)^```/ms.exec(readme)![1]!;
  const embedding = await InputEmbedding.create({ vocabSize: 400, contextLength: 4, embeddingDim: 8, seed: 69 });
  await embedding.save(join(root, "saved"));
  const printed = `import json, os, sys; os.chdir(sys.argv[1])\n${lines}
print(json.dumps([rows.tobytes().hex(), tables["wpe.weight"].tobytes().hex()]))`;
  const { data } = await embedding.forward([40, 367]);
  expect(python(printed, root)).toEqual([hexOfFloats(data), hexOfFloats(embedding.positionWeight)]);
  await embedding.dispose();
});
