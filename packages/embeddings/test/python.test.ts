/** What is saved, read by Python: the README's lines, and onnx's own checker. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { InputEmbedding } from "../src/index.ts";
import { python, testWithPython } from "./weights/python.ts";

const ids = Int32Array.of(3, 1, 4, 1, 5, 6);
const script = `
import json, sys, numpy, onnx, onnxruntime, safetensors.numpy
onnx.checker.check_model(sys.argv[1] + "/model.onnx", full_check=True)
session = onnxruntime.InferenceSession(sys.argv[1] + "/model.onnx")
ids = numpy.int32([[3, 1, 4], [1, 5, 6]])
feeds = {"input_ids": ids, "position_ids": numpy.int32([[0, 1, 2]])}
one, = session.run(None, feeds)
each, = session.run(None, {**feeds, "position_ids": numpy.int32([[0, 1, 2], [0, 1, 2]])})
tables = safetensors.numpy.load_file(sys.argv[1] + "/model.safetensors")
sums = tables["wte.weight"][ids].astype("f4") + tables["wpe.weight"][[0, 1, 2]].astype("f4")
print(json.dumps({
    "inputs": [[i.name, i.type, i.shape] for i in session.get_inputs()],
    "outputs": [[o.name, o.type, o.shape] for o in session.get_outputs()],
    "sums": [float(x) for x in one.ravel()],
    "alike": [bool((one == each).all()), bool((one == sums).all())],
}))
`;

for (const dtype of ["float32", "float16"] as const) {
  testWithPython(
    `onnx, onnxruntime and safetensors read what is saved as ${dtype}`,
    ["onnx", "onnxruntime", "safetensors"],
    async () => {
      const directory = await mkdtemp(join(tmpdir(), "windrow-python-"));
      await using embedding = await InputEmbedding.create({
        vocabSize: 7,
        contextLength: 5,
        embeddingDim: 4,
        seed: 11,
      });
      await embedding.save(directory, { dtype });
      await using saved = await InputEmbedding.load(directory);
      const { data } = await saved.forward({ type: "int32", data: ids, dims: [2, 3] });
      expect(python(script, directory)).toEqual({
        inputs: [
          ["input_ids", "tensor(int32)", ["batch", "sequence"]],
          ["position_ids", "tensor(int32)", ["position_batch", "sequence"]],
        ],
        outputs: [["inputs_embeds", "tensor(float)", ["batch", "sequence", 4]]],
        sums: [...data],
        alike: [true, true],
      });
      await rm(directory, { recursive: true });
    },
  );
}
