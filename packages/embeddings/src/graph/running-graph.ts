/**
 * A session of onnxruntime over tables, wherever they lie: in memory they are fed to the graph on each
 * run as they are; in files they are the graph's external data, which onnxruntime maps.
 */
import { freeNow, sharesMemory } from "#onnxruntime";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { EmbeddingsError } from "../errors.ts";
import { gatherModel, POSITION_TABLE, TOKEN_TABLE, type GraphTable } from "../gather-model.ts";
import type { Runtime } from "../runtime/load-runtime.ts";
import type { FloatTable } from "../weights/float-table.ts";
import { isLocated, readLocated, type AnyTable } from "../weights/located-table.ts";
import { refuseShorterFile, withSameFile } from "../weights/node-files.ts";
import { folderAndName } from "../weights/paths.ts";
import type { GatherTables } from "./gather-tables.ts";
import { positionsOfRun } from "./graph-positions.ts";
import type { GraphWork, RunningGraph } from "./graph-work.ts";
import { ONE_RUN_BYTES, runsOf, type Run } from "./runs.ts";

/**
 * @param tables in files where these can be mapped
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE where onnxruntime can't map them
 */
export async function openGraph({ token, position }: GatherTables, runtime: Runtime): Promise<RunningGraph> {
  const model = gatherModel({
    width: token.width,
    token: graphTable(TOKEN_TABLE, token),
    position: position && graphTable(POSITION_TABLE, position),
  });
  // Level 4 keeps onnxruntime's own log off stderr; its messages still come in the errors.
  const options: InferenceSession.SessionOptions = { intraOpNumThreads: 1, logSeverityLevel: 4 };
  if (isLocated(token)) {
    const { folder } = folderAndName(token.path);
    options.extra = { session: { model_external_initializers_file_folder_path: folder } };
  }
  if (!sharesMemory) {
    const { token: tokens, position: positions } = inMemory({ token, position });
    const files = [{ path: TOKEN_TABLE, data: bytesOf(tokens) }];
    if (positions) files.push({ path: POSITION_TABLE, data: bytesOf(positions) });
    options.externalData = files;
  }
  const session = await runtime.InferenceSession.create(model, options).catch((error: Error) => {
    throw isLocated(token) ? unmappable(token.path, error) : error;
  });
  const close = (): Promise<void> => session.release();
  try {
    // What was mapped is what was found there.
    if (isLocated(token)) withSameFile(token.path, token.state, () => {});
  } catch (error) {
    await close();
    throw error;
  }
  const tables = tableFeeds({ token, position }, runtime);
  const refuseShorter = shorterFileCheck({ token, position });
  const feeds = (work: GraphWork, run: Run): Readonly<Record<string, Tensor>> => {
    refuseShorter();
    return feedsOf(tables, runtime, work, run);
  };
  return {
    run: (work, into) => runGraph((run) => feeds(work, run), session, runtime, work, into, token.width),
    close,
  };
}

/** Bytes of a copy from which on freeing it costs less than the memory's pages do. */
const WORTH_FREEING = 1 << 16;

/**
 * One run after another; between them other work goes on.
 *
 * onnxruntime-node fills the output that it is given, and gives a copy of it besides. Freed at once,
 * that is the same warm memory each time: 8 x 1024 ids, D 256, took 2.7 instead of 5.0 ms, 64 x 1024,
 * D 768, 72 instead of 128. Where the result is fresh and not large, that copy is the result.
 */
async function runGraph(
  feedsOfRun: (run: Run) => Readonly<Record<string, Tensor>>,
  session: InferenceSession,
  { Tensor: T }: Runtime,
  { batch, sequence }: GraphWork,
  into: Float32Array<ArrayBuffer> | undefined,
  width: number,
): Promise<Float32Array<ArrayBuffer>> {
  const size = batch * sequence * width;
  if (size === 0) return into ?? new Float32Array(0);
  if (into === undefined && size * 4 <= ONE_RUN_BYTES) {
    const { inputs_embeds: rows } = await session.run(feedsOfRun({ start: 0, batch, sequence, column: 0 }));
    return rows!.data as Float32Array<ArrayBuffer>;
  }
  const data = into ?? freshFloats(size);
  for (const run of runsOf(batch, sequence, width)) {
    if (data.length !== size) throw outIsGone();
    const rows = data.subarray(run.start * width, (run.start + run.batch * run.sequence) * width);
    if (!sharesMemory) {
      rows.set((await session.run(feedsOfRun(run))).inputs_embeds!.data as Float32Array);
      continue;
    }
    const inPlace = new T("float32", rows, [run.batch, run.sequence, width]);
    const { inputs_embeds: filled } = await session.run(feedsOfRun(run), { inputs_embeds: inPlace });
    const copy = filled!.data as Float32Array<ArrayBuffer>;
    if (copy.buffer !== rows.buffer && copy.byteLength >= WORTH_FREEING) freeNow(copy.buffer);
  }
  return data;
}

/** Memory that its owner has handed over to somebody else while it was to be filled. */
export function outIsGone(): EmbeddingsError {
  return new EmbeddingsError(
    "EMBEDDINGS_INVALID_SHAPE",
    "out was transferred before forward was done, so it could not be filled; keep it until the promise has resolved.",
  );
}

function freshFloats(size: number): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(size);
  } catch (error) {
    throw new EmbeddingsError(
      "EMBEDDINGS_INVALID_SHAPE",
      `the result has ${size} numbers, which could not be allocated (${(error as Error).message}); give fewer ids at a time.`,
      { cause: error },
    );
  }
}

/** What the graph is fed for a run: the tables, ids and positions. */
function feedsOf(
  tables: Readonly<Record<string, Tensor>>,
  { Tensor: T }: Runtime,
  { data: ids, positions }: GraphWork,
  run: Run,
): Readonly<Record<string, Tensor>> {
  const end = run.start + run.batch * run.sequence;
  const input_ids = new T("int32", ids.subarray(run.start, end), [run.batch, run.sequence]);
  if (positions === undefined) return { ...tables, input_ids };
  const { data, rows } = positionsOfRun(positions, run);
  return { ...tables, input_ids, position_ids: new T("int32", data, [rows, run.sequence]) };
}

function unmappable(path: string, cause: Error): EmbeddingsError {
  return new EmbeddingsError(
    "EMBEDDINGS_INVALID_FILE",
    `the tables of ${path} could not be mapped into memory (${cause.message}); if the file was not deleted or changed meanwhile, give its bytes instead of its path.`,
    { file: path, cause },
  );
}

function graphTable(name: string, table: AnyTable): GraphTable {
  if (isLocated(table)) {
    const { rows, dtype, path, offset, byteLength } = table;
    return { rows, dtype, external: { location: folderAndName(path).name, offset, length: byteLength } };
  }
  const { rows, weight } = table;
  return sharesMemory ? { rows } : { rows, external: { location: name, offset: 0, length: weight.byteLength } };
}

function bytesOf({ weight }: FloatTable): Uint8Array {
  return new Uint8Array(weight.buffer, weight.byteOffset, weight.byteLength);
}

function tableFeeds({ token, position }: GatherTables, { Tensor: T }: Runtime): Readonly<Record<string, Tensor>> {
  const feeds: Record<string, Tensor> = {};
  const feed = (name: string, table: AnyTable | undefined): void => {
    if (table === undefined || isLocated(table) || !sharesMemory) return;
    feeds[name] = new T("float32", table.weight, [table.rows, table.width]);
  };
  feed(TOKEN_TABLE, token);
  feed(POSITION_TABLE, position);
  return feeds;
}

/** What is to be called before each run: tables in memory are there, those that are mapped may be cut off. */
function shorterFileCheck({ token, position }: GatherTables): () => void {
  const mapped = [token, position].filter((table) => table !== undefined).filter(isLocated);
  if (mapped.length === 0) return () => {};
  const { path, state } = mapped[0]!;
  const end = Math.max(...mapped.map(({ offset, byteLength }) => offset + byteLength));
  return () => refuseShorterFile(path, state, end);
}

/** The tables, read where they lie in a file. */
export function inMemory({ token, position }: GatherTables): GatherTables<FloatTable> {
  return { token: read(token), position: position && read(position) };
}

function read(table: AnyTable): FloatTable {
  return isLocated(table) ? { weight: readLocated(table), rows: table.rows, width: table.width } : table;
}
