/**
 * One job of @windrow/prepare, with the time of each stage in milliseconds, as JSON.
 *
 *   node candidates/prepare-stages.mjs FILE THREADS
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "@windrow/prepare";

const [file, threads] = process.argv.slice(2);
const output = mkdtempSync(join(tmpdir(), "windrow-bench-"));
const started = performance.now();
let planned = started;
let encoded;
const onProgress = ({ stage }) => {
  if (stage === "plan") planned = performance.now();
  else if (stage === "encode") encoded = performance.now();
};
const job = { inputs: [file], output, tokenizer: { encoding: "o200k_base" } };
const { tokens } = await prepare(job, { executor: { kind: "threads", threads: Number(threads) }, onProgress });
const done = performance.now();
const shardBytes = statSync(join(output, "tokens_000000.bin")).size;
rmSync(output, { recursive: true });
console.log(
  JSON.stringify({
    bytes: statSync(file).size,
    tokens,
    shardBytes,
    plan: planned - started,
    encode: encoded - planned,
    assemble: done - encoded,
    // performance.now() counts from the start of the process.
    all: done,
  }),
);
