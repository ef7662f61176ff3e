/**
 * Encodes texts that don't repeat until there are so many tokens, and prints memory along the way.
 *
 * Usage: node --expose-gc long-run.mjs ENTRY TASK
 *
 * TASK is a JSON file `{ files, tokens, samples }`. Each call has a stretch of one of the texts, from
 * a place that moves on, and words that are made up, so that caches always have something to add.
 * Memory is taken after a collection, `samples` times, the first when 1 % of the tokens are done.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { peakMegabytes } from "./peak-memory.mjs";

const STRETCH = 1 << 16;
const MADE_UP_WORDS = 500;

const [entry, taskFile] = process.argv.slice(2);
const { files, tokens, samples } = JSON.parse(readFileSync(taskFile, "utf8"));
const { encode } = await import(pathToFileURL(entry));
const texts = files.map((file) => readFileSync(file, "utf8"));

const memory = [];
let done = 0;
let word = 0;
const start = performance.now();
for (let call = 0; done < tokens; call++) {
  const text = texts[call % texts.length];
  const from = (call * 40_503) % Math.max(1, text.length - STRETCH);
  done += encode(`${text.slice(from, from + STRETCH)}${madeUpWords()}`).length;
  if (done >= tokens * Math.max(0.01, memory.length / (samples - 1))) sample();
}
console.log(
  JSON.stringify({ tokens: done, seconds: (performance.now() - start) / 1000, memory, peak: peakMegabytes() }),
);

function madeUpWords() {
  let words = "";
  for (let i = 0; i < MADE_UP_WORDS; i++) words += ` ${(Math.imul(++word, 2_654_435_761) >>> 0).toString(36)}q`;
  return words;
}

function sample() {
  globalThis.gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  memory.push({ tokens: done, heap: (heapUsed + arrayBuffers) / 2 ** 20, resident: rss / 2 ** 20 });
}
