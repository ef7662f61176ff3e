/**
 * The ONNX model: a Gather of token rows; with positions a second Gather and an Add.
 *
 *   input_ids [batch, sequence] ───────────── Gather(wte.weight) ─┐
 *   position_ids [position_batch, sequence] ─ Gather(wpe.weight) ─ Add ─ inputs_embeds [batch, sequence, width]
 *
 * position_ids has a row for each of the batch, or one for all, which Add broadcasts: so its first dim
 * has a name of its own (onnxruntime would else use one buffer for both). A float16 table is gathered
 * as it is and cast after, so that only the rows that are asked for are widened.
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
  /** What its numbers are stored as; default float32. */
  readonly dtype?: "float32" | "float16";
  /** Where its bytes lie, relative to the model's folder; without it the table is a graph input. */
  readonly external?: { readonly location: string; readonly offset: number; readonly length: number };
}

/** Tables of one width; with a position table the graph has the input position_ids. */
export interface GatherGraph {
  readonly width: number;
  readonly token: GraphTable;
  readonly position?: GraphTable | undefined;
}

/** The model's bytes, some hundreds: tables are never inside. */
export function gatherModel({ width, token, position }: GatherGraph): Uint8Array {
  const tables: [string, GraphTable][] = [[TOKEN_TABLE, token]];
  if (position) tables.push([POSITION_TABLE, position]);
  const input = [value("input_ids", DataType.INT32, ["batch", "sequence"])];
  if (position) input.push(value("position_ids", DataType.INT32, ["position_batch", "sequence"]));
  const initializer: TensorInit[] = [];
  for (const [name, table] of tables) {
    const dims = [table.rows, width];
    if (table.external) initializer.push(externalTensor(name, typeOf(table), dims, table.external));
    else input.push(value(name, typeOf(table), dims));
  }
  const nodes = look(TOKEN_TABLE, token, "input_ids", position ? "token_embeds" : "inputs_embeds");
  if (position) {
    nodes.push(...look(POSITION_TABLE, position, "position_ids", "position_embeds"));
    nodes.push(node("Add", ["token_embeds", "position_embeds"], "inputs_embeds"));
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

/** The rows of a table by ids, as float32. */
function look(name: string, table: GraphTable, ids: string, output: string): NodeInit[] {
  const gather = (to: string): NodeInit => node("Gather", [name, ids], to, [integer("axis", 0)]);
  if (typeOf(table) === DataType.FLOAT) return [gather(output)];
  const half = `${output}_float16`;
  return [gather(half), node("Cast", [half], output, [integer("to", DataType.FLOAT)])];
}

function typeOf({ dtype }: GraphTable): DataType {
  return dtype === "float16" ? DataType.FLOAT16 : DataType.FLOAT;
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
  dataType: DataType,
  dims: readonly number[],
  external: NonNullable<GraphTable["external"]>,
): TensorInit {
  return {
    name,
    dataType,
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
