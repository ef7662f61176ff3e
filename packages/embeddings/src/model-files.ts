/** A saved embedding: `model.onnx`, the graph, over `model.safetensors`, its tables as external data. Node only. */
import { EmbeddingsError } from "./errors.ts";
import type { GatherTables } from "./gather-layer.ts";
import { gatherModel, POSITION_TABLE, TOKEN_TABLE, type GraphTable } from "./gather-model.ts";
import { readTable, safetensorsHeader } from "./safetensors.ts";
import type { Table } from "./table.ts";

const GRAPH_FILE = "model.onnx";
const WEIGHTS_FILE = "model.safetensors";

/** Writes both files. Each is written beside its place and renamed, so that none is ever half there. */
export async function saveTables(directory: string, { token, position }: GatherTables): Promise<void> {
  const { mkdir } = await import("node:fs/promises");
  const { join } = await import("node:path");
  const tables = new Map([[TOKEN_TABLE, token]]);
  if (position) tables.set(POSITION_TABLE, position);
  const { header, extents } = safetensorsHeader(tables);
  const graphTable = (name: string, { rows }: Table): GraphTable => ({
    rows,
    external: { location: WEIGHTS_FILE, ...extents.get(name)! },
  });
  const model = gatherModel({
    width: token.width,
    token: graphTable(TOKEN_TABLE, token),
    position: position && graphTable(POSITION_TABLE, position),
  });
  await mkdir(directory, { recursive: true });
  await writeWhole(join(directory, WEIGHTS_FILE), [header, ...[...tables.values()].map(({ weight }) => weight)]);
  await writeWhole(join(directory, GRAPH_FILE), [model]);
}

/** Reads the tables of these names; the second, where asked for, must be as wide as the first. */
export async function loadTables(
  directory: string,
  [tokenName, positionName]: readonly [string, string?],
): Promise<GatherTables> {
  const { readFile } = await import("node:fs/promises");
  const { join } = await import("node:path");
  const path = join(directory, WEIGHTS_FILE);
  let file: Uint8Array;
  try {
    file = await readFile(path);
  } catch (error) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_FILE",
      `${path} could not be read (${(error as Error).message}); expected a directory that save wrote.`,
      {
        cause: error,
      },
    );
  }
  const token = readTable(file, tokenName, path);
  if (positionName === undefined) return { token };
  const position = readTable(file, positionName, path);
  if (position.width !== token.width) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_FILE",
      `${tokenName} has rows of ${token.width}, ${positionName} of ${position.width}; expected the same.`,
    );
  }
  return { token, position };
}

async function writeWhole(path: string, parts: readonly ArrayBufferView[]): Promise<void> {
  const { open, rename, rm } = await import("node:fs/promises");
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "w");
    try {
      for (const part of parts) await file.writeFile(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
