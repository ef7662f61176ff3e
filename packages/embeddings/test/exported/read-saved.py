"""What onnx, onnxruntime and safetensors make of a saved directory, as JSON: python3 read-saved.py DIRECTORY.

expected.json has it of the directories that exported.test.ts saves, by their names; made with
onnx 1.23.1, onnxruntime 1.30.0, safetensors 0.8.0 and numpy 2.4.6.
"""
import hashlib, json, os, sys
import numpy as np, onnx, onnxruntime, safetensors.numpy

folder = sys.argv[1]
path = os.path.join(folder, "model.onnx")
onnx.checker.check_model(path, full_check=True)
model = onnx.load(path, load_external_data=False)
session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
named = lambda values: [[value.name, value.type, value.shape] for value in values]
results = {}
for batch, sequence in [(2, 3), (1, 6), (0, 4)]:
    feeds = {"input_ids": np.arange(batch * sequence, dtype=np.int32).reshape(batch, sequence) * 29 % 50}
    if len(session.get_inputs()) > 1:
        # From position 0 on, then one row of positions for each sequence, backwards.
        feeds["position_ids"] = np.arange(sequence, dtype=np.int32)[None]
    rows = session.run(None, feeds)[0]
    results[f"{batch}x{sequence}"] = {"shape": list(rows.shape), "hex": rows.tobytes().hex()}
if len(session.get_inputs()) > 1:
    backwards = np.array([[5, 4, 3], [2, 1, 0]], np.int32)
    rows = session.run(None, {"input_ids": np.array([[1, 1, 1], [1, 1, 1]], np.int32), "position_ids": backwards})[0]
    results["backwards"] = {"shape": list(rows.shape), "hex": rows.tobytes().hex()}
tables = safetensors.numpy.load_file(os.path.join(folder, "model.safetensors"))
print(json.dumps({
    "sha256": hashlib.sha256(open(path, "rb").read()).hexdigest(),
    "opset": model.opset_import[0].version, "ir": model.ir_version, "graph": model.graph.name,
    "nodes": [node.op_type for node in model.graph.node],
    "inputs": named(session.get_inputs()), "outputs": named(session.get_outputs()), "results": results,
    "tables": {name: [str(table.dtype), list(table.shape), hashlib.sha256(table.tobytes()).hexdigest()]
               for name, table in sorted(tables.items())},
}))
