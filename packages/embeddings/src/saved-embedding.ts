/**
 * Where an embedding's tables come from and go to: a directory with `model.onnx`, the graph, over
 * `model.safetensors`, its tables as external data; or a file of another program's.
 */
import { isArrayBuffer, isDetached, isNpy, isUint8Array } from "@windrow/core";
import { EmbeddingsError } from "./errors.ts";
import { gatherModel, POSITION_TABLE, TOKEN_TABLE, type GraphTable } from "./gather-model.ts";
import type { GatherTables } from "./graph/gather-tables.ts";
import type { FloatTable } from "./weights/float-table.ts";
import { invalidOption } from "./options.ts";
import { isShared } from "./shared-memory.ts";
import type { AnyTable, WeightDtype } from "./weights/located-table.ts";
import { openNpy, parseNpy } from "./weights/npy.ts";
import { locateInSafetensors, tablesOfSafetensors } from "./weights/safetensors.ts";
import { joined, makeFolder, pathOf, realFile } from "./weights/paths.ts";
import { saveSafetensors } from "./weights/save-tables.ts";
import { writeFileWhole } from "./weights/write-file-whole.ts";

/** A directory, a `.safetensors` or a `.npy` file, as a path or a `file:` URL (Node only); or the bytes of such a file. */
export type WeightSource = string | URL | Uint8Array | ArrayBuffer;

/** Options of `save`. */
export interface SaveOptions {
  /** What the numbers are stored as; default `"float32"`. */
  readonly dtype?: WeightDtype | undefined;
}

const GRAPH_FILE = "model.onnx";
const WEIGHTS_FILE = "model.safetensors";

/** One table. @param name of a tensor, in a safetensors file */
export async function findTable(source: WeightSource, name: string = TOKEN_TABLE): Promise<AnyTable> {
  if (!isPath(source)) {
    const bytes = bytesOf(source);
    if (isNpy(bytes)) return parseNpy(bytes, "the bytes");
    return tablesOfSafetensors(bytes, [name], "the bytes").get(name)!;
  }
  const given = pathOf("source", source);
  const path = realFile(given, WEIGHTS_FILE);
  return given.endsWith(".npy") ? openNpy(path) : locateInSafetensors(path, [name]).get(name)!;
}

/** The token table and, if wanted, the position table, of one width. */
export async function findTables(source: WeightSource, wantsPosition: boolean): Promise<GatherTables> {
  const names = wantsPosition ? [TOKEN_TABLE, POSITION_TABLE] : [TOKEN_TABLE];
  const tables: ReadonlyMap<string, AnyTable> = isPath(source)
    ? locateInSafetensors(realFile(pathOf("source", source), WEIGHTS_FILE), names)
    : tablesOfSafetensors(bytesOf(source), names, "the bytes");
  const token = tables.get(TOKEN_TABLE)!;
  const position = tables.get(POSITION_TABLE);
  if (position !== undefined && position.width !== token.width) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_FILE",
      `${TOKEN_TABLE} has rows of ${token.width}, ${POSITION_TABLE} of ${position.width}; expected the same.`,
    );
  }
  return { token, position };
}

/**
 * Writes both files, each whole or not at all.
 * @throws EmbeddingsError EMBEDDINGS_WRITE_FAILED, EMBEDDINGS_INVALID_OPTION, EMBEDDINGS_NO_FILE_SYSTEM
 */
export async function saveEmbedding(
  directory: string | URL,
  { token, position }: GatherTables<FloatTable>,
  { dtype = "float32" }: SaveOptions,
): Promise<void> {
  if (dtype !== "float32" && dtype !== "float16") throw invalidOption("dtype", dtype, '"float32" or "float16"');
  const folder = pathOf("directory", directory);
  await makeFolder(folder);
  const tables = new Map([[TOKEN_TABLE, token]]);
  if (position) tables.set(POSITION_TABLE, position);
  const extents = await saveSafetensors(joined(folder, WEIGHTS_FILE), tables, dtype);
  const graphTable = (name: string, { rows }: FloatTable): GraphTable => {
    const { offset, length } = extents.get(name)!;
    return { rows, dtype, external: { location: WEIGHTS_FILE, offset, length } };
  };
  const model = gatherModel({
    width: token.width,
    token: graphTable(TOKEN_TABLE, token),
    position: position && graphTable(POSITION_TABLE, position),
  });
  await writeFileWhole(joined(folder, GRAPH_FILE), [model]);
}

function isPath(source: WeightSource): source is string | URL {
  return typeof source === "string" || source instanceof URL;
}

/** Bytes in memory that threads share are copied: onnxruntime can't work in it. */
function bytesOf(source: Uint8Array | ArrayBuffer): Uint8Array {
  if ((isUint8Array(source) || isArrayBuffer(source)) && isDetached(source)) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_OPTION",
      "The bytes of source were transferred and are empty; load them before they are handed over, or give a copy.",
      { option: "source" },
    );
  }
  if (isUint8Array(source)) return isShared(source) ? Uint8Array.from(source) : source;
  if (isArrayBuffer(source)) return new Uint8Array(source);
  throw invalidOption("source", source, "a path, a file: URL, or the bytes of a file as Uint8Array or ArrayBuffer");
}
