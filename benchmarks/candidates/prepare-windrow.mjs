/** A job of @windrow/prepare, from the files to the manifest. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "@windrow/prepare";

const [encoding, threads, file, rounds] = process.argv.slice(2);
// JSON lines end their documents themselves, and prepare refuses a separator that no input has a use for.
const separator = file.endsWith(".jsonl") ? undefined : "<|endoftext|>";
const milliseconds = [];
let check;
for (let round = 0; round < Number(rounds); round++) {
  const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
  const started = performance.now();
  await prepare(
    { inputs: [file], output: folder, tokenizer: { encoding }, separator },
    { executor: { kind: "threads", threads: Number(threads) } },
  );
  milliseconds.push(performance.now() - started);
  check = createHash("sha256")
    .update(readFileSync(join(folder, "tokens_000000.bin")))
    .digest("hex");
  rmSync(folder, { recursive: true });
}
console.log(JSON.stringify({ check, milliseconds }));
