/**
 * The ONNX model: one Gather for token embeddings; with positions a Slice of the position table
 * (rows 0 to sequence - 1) and an Add.
 *
 *   input_ids [batch, sequence] ─ Gather(wte.weight) ─┐
 *   Shape ─ Slice(wpe.weight) ────────────────────── Add ─ inputs_embeds [batch, sequence, width]
 *
 * Opset 17, IR 8, which onnxruntime reads everywhere; names as torch.onnx.export gives them.
 * A table is either external data (bytes in a file beside the model) or a graph input fed on each
 * run, which lets onnxruntime read a Float32Array in place instead of copying it.
 */
import { create, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
  type AttributeProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from "./onnx/onnx_pb.ts";

type TensorInit = MessageInitShape<typeof TensorProtoSchema>;
type NodeInit = MessageInitShape<typeof NodeProtoSchema>;
type ValueInit = MessageInitShape<typeof ValueInfoProtoSchema>;
type AttributeInit = MessageInitShape<typeof AttributeProtoSchema>;

/** Names of the tables, in graph and files. */
export const TOKEN_TABLE = "wte.weight";
export const POSITION_TABLE = "wpe.weight";

/** A table of the graph. */
export interface GraphTable {
  readonly rows: number;
  /** Where its bytes lie, relative to the model's folder; without it the table is a graph input. */
  readonly external?: { readonly location: string; readonly offset: number; readonly length: number };
}

/** Tables of one width; with a position table the graph adds positions 0 to sequence - 1. */
export interface GatherGraph {
  readonly width: number;
  readonly token: GraphTable;
  readonly position?: GraphTable | undefined;
}

/** The model's bytes, some hundreds: tables are never inside. */
export function gatherModel({ width, token, position }: GatherGraph): Uint8Array {
  const tables: [string, GraphTable][] = [[TOKEN_TABLE, token]];
  if (position) tables.push([POSITION_TABLE, position]);
  const dimsOf = ({ rows }: GraphTable): number[] => [rows, width];
  const input = [value("input_ids", DataType.INT32, ["batch", "sequence"])];
  const initializer: TensorInit[] = [];
  for (const [name, table] of tables) {
    if (table.external) initializer.push(externalTensor(name, dimsOf(table), table.external));
    else input.push(value(name, DataType.FLOAT, dimsOf(table)));
  }
  const nodes = [
    node("Gather", [TOKEN_TABLE, "input_ids"], position ? "token_embeds" : "inputs_embeds", [integer("axis", 0)]),
  ];
  if (position) {
    initializer.push({ name: "zero", dataType: DataType.INT64, dims: [1n], int64Data: [0n] });
    nodes.push(
      node("Shape", ["input_ids"], "sequence_length", [integer("start", -1)]),
      node("Slice", [POSITION_TABLE, "zero", "sequence_length", "zero"], "position_embeds"),
      node("Add", ["token_embeds", "position_embeds"], "inputs_embeds"),
    );
  }
  const output = [value("inputs_embeds", DataType.FLOAT, ["batch", "sequence", width])];
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: "", version: 17n }],
    producerName: "windrow",
    graph: { name: "main_graph", node: nodes, initializer, input, output },
  });
  return toBinary(ModelProtoSchema, model);
}

function value(name: string, elemType: DataType, dims: readonly (number | string)[]): ValueInit {
  const dim = dims.map((size) => ({
    value:
      typeof size === "number"
        ? { case: "dimValue" as const, value: BigInt(size) }
        : { case: "dimParam" as const, value: size },
  }));
  return { name, type: { value: { case: "tensorType", value: { elemType, shape: { dim } } } } };
}

function externalTensor(
  name: string,
  dims: readonly number[],
  external: NonNullable<GraphTable["external"]>,
): TensorInit {
  return {
    name,
    dataType: DataType.FLOAT,
    dims: dims.map(BigInt),
    dataLocation: DataLocation.EXTERNAL,
    externalData: Object.entries(external).map(([key, entry]) => ({ key, value: String(entry) })),
  };
}

function node(opType: string, input: string[], output: string, attribute: AttributeInit[] = []): NodeInit {
  return { opType, name: `${opType}_${output}`, input, output: [output], attribute };
}

function integer(name: string, i: number): AttributeInit {
  return { name, type: AttributeType.INT, i: BigInt(i) };
}
