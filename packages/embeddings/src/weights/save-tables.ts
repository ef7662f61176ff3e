/** Tables in memory to a safetensors file, which is also a graph's external data. Node only. */
import { EmbeddingsError } from "../errors.ts";
import type { FloatTable } from "./float-table.ts";
import { toFloat16 } from "./float16.ts";
import type { WeightDtype } from "./located-table.ts";
import { safetensorsHeader, type Extent } from "./safetensors-layout.ts";
import { writeFileWhole } from "./write-file-whole.ts";

/** float16 is made in pieces of 2 MiB, so that there is no second whole table. */
const VALUES_PER_PIECE = 2 ** 20;

/**
 * Writes the tables, past 2 GiB included. The file is replaced in one step once everything is on
 * the disk: a save that fails leaves the old one whole. Weights that change during the save are
 * saved as they are when their turn comes.
 *
 * @param tables by tensor name, such as `wte.weight`
 * @param dtype float16 takes half the space and rounds; values of 65520 and more become infinite
 * @returns where each tensor lies in the file, in bytes: a graph's external data
 * @throws EmbeddingsError EMBEDDINGS_INVALID_WEIGHT where a weight has not rows x width numbers;
 *   EMBEDDINGS_WRITE_FAILED; EMBEDDINGS_NO_FILE_SYSTEM outside of Node
 * @example
 * const table = { weight: Float32Array.of(1, 2, 3, 4), rows: 2, width: 2 };
 * await saveSafetensors("model.safetensors", new Map([["wte.weight", table]]), "float32");
 * // Map { "wte.weight" => { offset: 65536, length: 16 } }
 */
export async function saveSafetensors(
  path: string,
  tables: ReadonlyMap<string, FloatTable>,
  dtype: WeightDtype,
): Promise<ReadonlyMap<string, Extent>> {
  for (const [name, table] of tables) checkLength(name, table);
  const shapes = [...tables].map(([name, { rows, width }]) => [name, { rows, width, dtype }] as const);
  const { header, extents } = safetensorsHeader(new Map(shapes));
  const weights = [...extents.keys()].map((name) => tables.get(name)!.weight);
  await writeFileWhole(path, dtype === "float32" ? [header, ...weights] : withHalves(header, weights));
  return extents;
}

/** The file's parts in float16. Every piece is made in the same buffer. */
function* withHalves(header: Uint8Array, weights: readonly Float32Array[]): Generator<ArrayBufferView> {
  yield header;
  const halves = new Uint16Array(VALUES_PER_PIECE);
  for (const weight of weights) {
    for (let done = 0; done < weight.length; done += VALUES_PER_PIECE) {
      const values = weight.subarray(done, done + VALUES_PER_PIECE);
      yield toFloat16(values, halves.subarray(0, values.length));
    }
  }
}

function checkLength(name: string, { weight, rows, width }: FloatTable): void {
  if (weight.length === rows * width) return;
  throw new EmbeddingsError(
    "EMBEDDINGS_INVALID_WEIGHT",
    `the table ${name} has ${weight.length} numbers; expected ${rows} x ${width} = ${rows * width}.`,
    { table: name, length: weight.length, rows, width },
  );
}
