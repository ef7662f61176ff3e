/**
 * Python tiktoken, where `python3`, or the program that the environment variable PYTHON names, can
 * import it. Its encodings are built from the same rank tables with the patterns of
 * testing/golden/tokenizer.json.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, rankTable, reference } from "./rank-tables.mjs";

export const python = process.env.PYTHON ?? "python3";

/** The table that tiktoken reads an encoding from. */
const TABLES = { gpt2: "r50k_base", cl100k_base: "cl100k_base", o200k_base: "o200k_base" };

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
  const table = join(cache, `${TABLES[encoding]}.tiktoken`);
  if (!existsSync(table)) {
    const { tokens } = await rankTable(encoding);
    const lines = tokens.map((bytes, rank) => `${bytes.toString("base64")} ${rank}\n`).join("");
    const { sha256 } = reference.tables[`${TABLES[encoding]}.tiktoken`];
    if (createHash("sha256").update(lines).digest("hex") !== sha256)
      throw new Error(`js-tiktoken's ranks of ${encoding} are not those that tiktoken pins.`);
    writeFileSync(table, lines);
  }
  const { pattern, special_tokens } = reference.encodings[encoding];
  writeFileSync(pythonDefinition(encoding), JSON.stringify({ name: encoding, table, pattern, special_tokens }));
}
