/** One digest over the sources of the engine in WebAssembly, by which a test knows that engine.wasm was built from them. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ASSEMBLY = join(import.meta.dirname, "../../packages/tokenizer-bpe/assembly");

/** sha256 over the names and the texts of its files of AssemblyScript. */
export function sourcesDigest() {
  const hash = createHash("sha256");
  const names = readdirSync(ASSEMBLY).filter((name) => name.endsWith(".ts"));
  for (const name of names.toSorted()) {
    // Whatever line ends the checkout has.
    hash.update(`${name}\n${readFileSync(join(ASSEMBLY, name), "utf8").replaceAll("\r\n", "\n")}\n`);
  }
  return hash.digest("hex");
}
