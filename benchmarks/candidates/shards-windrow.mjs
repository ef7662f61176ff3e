import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTokenShards, TokenShardWriter } from "@windrow/shards";

const BATCH = 8;
const LENGTH = 256;
const [kind, file, rounds] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "windrow-bench-"));
const tokens = kind === "raw" ? openTokenShards(file, { format: "bin", dtype: "uint16" }) : await asSet();

async function asSet() {
  const ids = readFileSync(file);
  const writer = await TokenShardWriter.create(folder, { format: "bin", vocabSize: 50_257, shardTokens: 30_000_000 });
  await writer.write(new Uint16Array(ids.buffer, ids.byteOffset, ids.length / 2));
  await writer.close();
  const set = openTokenShards(folder);
  // The first read of each MiB is checked; what is timed is an epoch that goes on.
  for (let at = 0; at < set.length; at += 500_000) set.read(at, new Int32Array(1));
  return set;
}

const window = new Int32Array(LENGTH + 1);
function batch(nextStart) {
  const x = new Int32Array(BATCH * LENGTH);
  const y = new Int32Array(BATCH * LENGTH);
  for (let row = 0; row < BATCH; row++) {
    tokens.read(nextStart(), window);
    x.set(window.subarray(0, LENGTH), row * LENGTH);
    y.set(window.subarray(1), row * LENGTH);
  }
  return { x, y };
}

const digest = createHash("sha256");
for (let i = 0; i < 100; i++) {
  let row = 0;
  const { x, y } = batch(() => ((i * BATCH + row++) * 124_003) % (tokens.length - LENGTH));
  digest.update(x).update(y);
}
const random = () => Math.floor(Math.random() * (tokens.length - LENGTH));
const milliseconds = [];
for (let round = -2; round < Number(rounds); round++) {
  const start = performance.now();
  for (let i = 0; i < 500; i++) batch(random);
  if (round >= 0) milliseconds.push(performance.now() - start);
}
tokens.close();
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ check: digest.digest("hex"), milliseconds }));
