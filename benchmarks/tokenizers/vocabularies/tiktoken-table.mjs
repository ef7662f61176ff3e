/** A rank table in tiktoken's own format, with the bytes that tiktoken pins. */
import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, rankTable, reference } from "./rank-tables.mjs";

/** The table that tiktoken reads an encoding from. */
const TABLES = { gpt2: "r50k_base", cl100k_base: "cl100k_base", o200k_base: "o200k_base" };

/** Makes the file unless it is there. @returns its path */
export async function makeTiktokenTable(encoding) {
  const file = join(cache, `${TABLES[encoding]}.tiktoken`);
  if (existsSync(file)) return file;
  const { tokens } = await rankTable(encoding);
  const lines = tokens.map((bytes, rank) => `${bytes.toString("base64")} ${rank}\n`).join("");
  const { sha256 } = reference.tables[`${TABLES[encoding]}.tiktoken`];
  if (createHash("sha256").update(lines).digest("hex") !== sha256)
    throw new Error(`js-tiktoken's ranks of ${encoding} are not those that tiktoken pins.`);
  writeFileSync(file, lines);
  return file;
}
