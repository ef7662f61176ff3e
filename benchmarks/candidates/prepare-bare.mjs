/**
 * Encoding alone: the texts are in memory, and the ids stay there.
 *
 *   node candidates/prepare-bare.mjs ENCODING THREADS FILE ROUNDS
 *
 * With several threads each has a share of the documents, one behind the other, and what the machine gives
 * them together is the most that prepare's threads can come to.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { getEncoding } from "@windrow/tokenizer-bpe";

const [encoding, threads, file, rounds] = process.argv.slice(2);
if (isMainThread) await main();
else await share();

async function main() {
  const workers = Array.from(
    { length: Number(threads) },
    (_, number) => new Worker(new URL(import.meta.url), { workerData: number, argv: process.argv.slice(2) }),
  );
  const answers = () => Promise.all(workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))));
  await answers();
  const milliseconds = [];
  let check;
  for (let round = 0; round < Number(rounds); round++) {
    for (const worker of workers) worker.postMessage("go", []);
    const parts = await answers();
    const started = Math.min(...parts.map((part) => part.started));
    milliseconds.push(Math.max(...parts.map((part) => part.ended)) - started);
    const hash = createHash("sha256");
    for (const { ids } of parts) hash.update(ids);
    check = hash.digest("hex");
  }
  console.log(JSON.stringify({ check, milliseconds }));
  for (const worker of workers) await worker.terminate();
}

async function share() {
  const tokenizer = await getEncoding(encoding);
  const all = readDocuments();
  const texts = all.slice(...[workerData, workerData + 1].map((at) => Math.floor((at * all.length) / Number(threads))));
  const Ids = tokenizer.vocabSize <= 65_536 ? Uint16Array : Uint32Array;
  parentPort.on("message", () => {
    // The same clock in all threads, unlike performance.now().
    const started = Date.now();
    const encoded = texts.map((text) => tokenizer.encodeOrdinary(text));
    const ended = Date.now();
    const ids = new Ids(encoded.reduce((sum, { length }) => sum + length + 1, 0));
    let at = 0;
    for (const one of encoded) {
      ids.set(one, at);
      ids[at + one.length] = tokenizer.eotToken;
      at += one.length + 1;
    }
    parentPort.postMessage({ ids, started, ended }, [ids.buffer]);
  });
  parentPort.postMessage("ready", []);
}

function readDocuments() {
  const text = readFileSync(file, "utf8");
  if (!file.endsWith(".jsonl")) return text.split("<|endoftext|>").slice(0, -1);
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line).text);
}
