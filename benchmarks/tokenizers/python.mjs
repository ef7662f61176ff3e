/**
 * Python tiktoken, where `python3`, or the program that the environment variable PYTHON names, can
 * import it. Its encodings are built from the same rank tables with the patterns of
 * testing/golden/tokenizer.json.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, reference } from "./vocabularies/rank-tables.mjs";
import { makeTiktokenTable } from "./vocabularies/tiktoken-table.mjs";

export const python = process.env.PYTHON ?? "python3";

let version;

/** The version of tiktoken, or null where it can't be imported. */
export function pythonVersion() {
  if (version === undefined) {
    const { status, stdout } = spawnSync(python, ["-c", "import tiktoken; print(tiktoken.__version__)"], {
      encoding: "utf8",
    });
    version = status === 0 ? stdout.trim() : null;
  }
  return version;
}

/** A JSON file with all that tiktoken's Encoding is made of. */
export const pythonDefinition = (encoding) => join(cache, `${encoding}.python.json`);

export async function makePythonDefinition(encoding) {
  const table = await makeTiktokenTable(encoding);
  const { pattern, special_tokens } = reference.encodings[encoding];
  writeFileSync(pythonDefinition(encoding), JSON.stringify({ name: encoding, table, pattern, special_tokens }));
}
