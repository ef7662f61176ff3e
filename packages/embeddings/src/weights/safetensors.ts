/**
 * Tables out of safetensors files: located in a file, of which only the header is read, or taken
 * from bytes in memory. F32 and F16; names with and without the prefix that Hugging Face's
 * checkpoints of a whole model have.
 */
import { quoted } from "@windrow/core";
import type { FloatTable } from "./float-table.ts";
import { invalidFile, shown } from "./invalid-file.ts";
import type { LocatedTable } from "./located-table.ts";
import { withFile } from "./node-files.ts";
import {
  LENGTH_BYTES,
  parseSafetensorsHeader,
  safetensorsDataStart,
  type SafetensorsEntries,
} from "./safetensors-header.ts";
import { storedFloats } from "./stored-floats.ts";

const PREFIX = "transformer.";
/** A checkpoint may have thousands of tensors; a message names these many. */
const MAX_LISTED = 20;

/**
 * Where the wanted tables lie in the file. Reads its header and nothing else. Node only.
 *
 * @param wanted tensor names; `wte.weight` finds `transformer.wte.weight` too, and the other way
 *   round; where a file has both, the exact name counts
 * @returns by the names that were asked for, in their order
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE where the file cannot be read, is corrupt anywhere
 *   in its header, lacks a table (the message lists what there is), or has it in another dtype or
 *   rank; EMBEDDINGS_NO_FILE_SYSTEM outside of Node
 * @example locateInSafetensors("model.safetensors", ["wte.weight"]).get("wte.weight")?.rows // 50257
 */
export function locateInSafetensors(path: string, wanted: readonly string[]): ReadonlyMap<string, LocatedTable> {
  return withFile(path, ({ length, state, readAt }) => {
    const first = new Uint8Array(Math.min(LENGTH_BYTES, length));
    readAt(first, 0);
    const head = new Uint8Array(safetensorsDataStart(first, length, path));
    readAt(head, 0);
    return tablesAmong(parseSafetensorsHeader(head, length, path), wanted, { path, state });
  });
}

/**
 * The wanted tables of a whole file in memory, for browsers.
 *
 * @param bytes the file; not changed
 * @param wanted as for {@link locateInSafetensors}
 * @param file its name, for errors
 * @returns an F32 table is a view on `bytes` where it starts on a multiple of 4 of the underlying
 *   buffer, as it does in every file that this package saves; otherwise, and for F16, a copy.
 *   `isView` says which
 * @throws EmbeddingsError EMBEDDINGS_INVALID_FILE as {@link locateInSafetensors}
 * @example tablesOfSafetensors(bytes, ["wte.weight"], "model.safetensors").get("wte.weight")?.width // 768
 */
export function tablesOfSafetensors(
  bytes: Uint8Array,
  wanted: readonly string[],
  file: string,
): ReadonlyMap<string, FloatTable & { readonly isView: boolean }> {
  const located = tablesAmong(parseSafetensorsHeader(bytes, bytes.length, file), wanted, { path: file, state: "" });
  return new Map(
    [...located].map(([name, { offset, rows, width, dtype }]) => {
      const { weight, isView } = storedFloats(bytes, offset, rows * width, dtype);
      return [name, { weight, rows, width, isView }];
    }),
  );
}

function tablesAmong(
  entries: SafetensorsEntries,
  wanted: readonly string[],
  file: Pick<LocatedTable, "path" | "state">,
): ReadonlyMap<string, LocatedTable> {
  return new Map(wanted.map((name) => [name, { ...file, ...tableAmong(entries, name, file.path) }]));
}

function tableAmong(entries: SafetensorsEntries, wanted: string, path: string): Omit<LocatedTable, "path" | "state"> {
  const other = wanted.startsWith(PREFIX) ? wanted.slice(PREFIX.length) : PREFIX + wanted;
  const name = entries.has(wanted) ? wanted : other;
  const entry = entries.get(name);
  const fail = (field: string, problem: string): Error =>
    invalidFile(path, "safetensors", problem, { tensor: wanted, field });
  if (!entry) throw fail("name", `there is no tensor ${wanted} (nor ${other}), ${listed([...entries.keys()])}`);
  const { dtype, shape, offset, byteLength } = entry;
  if (dtype !== "F32" && dtype !== "F16") {
    throw fail("dtype", `tensor ${name} has dtype ${dtype}, expected F32 or F16; convert it first`);
  }
  const [rows = 0, width = 0] = shape;
  if (shape.length !== 2 || byteLength === 0) {
    throw fail("shape", `tensor ${name} has shape ${shown(shape)}, expected [rows, width] of at least 1 each`);
  }
  return { offset, byteLength, rows, width, dtype: dtype === "F16" ? "float16" : "float32" };
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "nor any other";
  const more = names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : "";
  return `only ${names.slice(0, MAX_LISTED).map(listedName).join(", ")}${more}`;
}

/** A plain name as it is; one that is long, or might be taken for several, is quoted and cut. */
function listedName(name: string): string {
  return /^[\w.:/-]{1,60}$/.test(name) ? name : quoted(name);
}
