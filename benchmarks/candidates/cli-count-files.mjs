/**
 * The tokens of many files, as a process of its own from its start to its end: the built `windrow count`, or the floor,
 * which is given the files' names and does nothing but read and encode them, each core an equal share.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { getEncoding } from "@windrow/tokenizer-bpe";

const MAIN = fileURLToPath(new URL("../../apps/demo-cli/dist/main.js", import.meta.url));
const [way, list, rounds] = process.argv.slice(2);

const WAYS = {
  count: () => JSON.parse(output([MAIN, "count", join(dirname(list), "files"), "--top", "1", "--json"])).total.tokens,
  floor: () => Number(output([fileURLToPath(import.meta.url), "encode", list])),
};

function output(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

async function encode(paths) {
  const tokenizer = await getEncoding("o200k_base");
  const rules = { allowedSpecial: ["<|endoftext|>"], disallowedSpecial: [] };
  let tokens = 0;
  for (const path of paths) tokens += tokenizer.encode(readFileSync(path, "utf8"), rules).length;
  return tokens;
}

async function encodeOnAllCores() {
  const paths = readFileSync(list, "utf8").split("\n");
  const cores = availableParallelism();
  const shareOf = (core) => paths.filter((_, i) => i % cores === core);
  const others = Array.from({ length: cores - 1 }, (_, i) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: shareOf(i + 1) });
    return new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  });
  const counts = await Promise.all([encode(shareOf(0)), ...others]);
  return counts.reduce((sum, count) => sum + count, 0);
}

if (!isMainThread) parentPort.postMessage(await encode(workerData), []);
else if (way === "encode") console.log(await encodeOnAllCores());
else {
  const milliseconds = [];
  let check;
  for (let round = -1; round < Number(rounds); round++) {
    const start = performance.now();
    check = WAYS[way]();
    if (round >= 0) milliseconds.push(performance.now() - start);
  }
  console.log(JSON.stringify({ check, milliseconds }));
}
