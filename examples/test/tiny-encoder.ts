/**
 * An encoder of a model's form, written as ONNX: the row of each token, and the row of its type on top.
 *
 *   input_ids [batch, sequence] ────── Gather(tokens) ─┐
 *   token_type_ids [batch, sequence] ─ Gather(types) ── Add ─ last_hidden_state [batch, sequence, width]
 *
 * It has the input attention_mask and leaves it to the pooling.
 */
import { create, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  TensorProto_DataType as DataType,
} from "../../packages/embeddings/src/onnx/onnx_pb.ts";

export interface Tables {
  readonly width: number;
  /** [vocabSize, width] */
  readonly tokens: Float32Array;
  /** [2, width]; undefined for a model without the input token_type_ids. */
  readonly types: Float32Array | undefined;
}

/** The bytes of model.onnx. */
export function tinyEncoder({ width, tokens, types }: Tables): Uint8Array {
  const inputs = ["input_ids", "attention_mask", ...(types ? ["token_type_ids"] : [])];
  const gather = (table: string, ids: string, output: string) => ({
    opType: "Gather",
    name: output,
    input: [table, ids],
    output: [output],
    attribute: [{ name: "axis", type: AttributeType.INT, i: 0n }],
  });
  const output = "last_hidden_state";
  const nodes = types
    ? [
        gather("tokens", "input_ids", "token_rows"),
        gather("types", "token_type_ids", "type_rows"),
        { opType: "Add", name: output, input: ["token_rows", "type_rows"], output: [output] },
      ]
    : [gather("tokens", "input_ids", output)];
  const table = (name: string, values: Float32Array) => ({
    name,
    dataType: DataType.FLOAT,
    dims: [values.length / width, width].map(BigInt),
    rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  });
  const value = (name: string, elemType: DataType, dims: readonly string[]) => ({
    name,
    type: {
      value: {
        case: "tensorType" as const,
        value: { elemType, shape: { dim: dims.map((dim) => ({ value: { case: "dimParam" as const, value: dim } })) } },
      },
    },
  });
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: "", version: 17n }],
    graph: {
      name: "encoder",
      node: nodes,
      initializer: [table("tokens", tokens), ...(types ? [table("types", types)] : [])],
      input: inputs.map((name) => value(name, DataType.INT64, ["batch", "sequence"])),
      output: [value(output, DataType.FLOAT, ["batch", "sequence", "width"])],
    },
  });
  return toBinary(ModelProtoSchema, model);
}
