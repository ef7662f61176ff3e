/** One digest over all sources in AssemblyScript, by which a test knows that the modules were built from them. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What is built: its first file, and the module. */
export const MODULES = { "index.ts": "engine.wasm", "lists/index.ts": "lists.wasm" };

export const ASSEMBLY = join(import.meta.dirname, "../../packages/tokenizer-bpe/assembly");

/** sha256 over the names and the texts of its files of AssemblyScript. */
export function sourcesDigest() {
  const hash = createHash("sha256");
  const files = readdirSync(ASSEMBLY, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
  const names = files.filter((name) => name.endsWith(".ts"));
  for (const name of names.toSorted()) {
    // Whatever line ends the checkout has.
    hash.update(`${name}\n${readFileSync(join(ASSEMBLY, name), "utf8").replaceAll("\r\n", "\n")}\n`);
  }
  return hash.digest("hex");
}
