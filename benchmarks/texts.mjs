/** The texts that benchmarks run on: corpora where they are, else generated ones of the same size. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.env.WINDROW_CORPORA ?? fileURLToPath(new URL("../../shared/corpora", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "windrow-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** A corpus by its name, or 2 MB of generated words where it is not there. */
export function corpus(name) {
  const file = join(folder, `${name}.txt`);
  if (existsSync(file)) return { label: name, file };
  const words = Array.from({ length: 300_000 }, (_, i) => ((i * 2654435761) % 50_000).toString(26));
  const text = words.map((word, i) => `${word}${i % 12 === 11 ? ".\n" : " "}`).join("");
  return generated(`${name} (generated)`, text);
}

/** A text of the benchmark's own. */
export function generated(label, text) {
  const file = join(scratch, `${label.replaceAll(/\W/g, "-")}.txt`);
  writeFileSync(file, text);
  return { label, file };
}
