/**
 * Encodes texts with one package and prints the times, in milliseconds, as JSON.
 *
 * Usage: node encode.mjs ENTRY TASK IDS_FILE
 *
 * TASK is a JSON file `{ warm, warmSeconds, timed, rounds, seconds }`. `loading` is the import with the
 * first call, of a short text: what a package loads in either has been loaded then. The texts of `warm`
 * are encoded without being timed, again and again while `warmSeconds` last, so that all code is
 * compiled. Those of `timed` are then encoded once each (`firstPass`, one time for each text), and
 * after that `rounds` times, one time for each pass over all of them, but no further round begins when
 * `seconds` are over. The ids of the first pass go to IDS_FILE as little-endian int32.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { peakMegabytes } from "./peak-memory.mjs";

const [entry, taskFile, idsFile] = process.argv.slice(2);
const { warm, warmSeconds = 0, timed, rounds, seconds } = JSON.parse(readFileSync(taskFile, "utf8"));

const beforeImport = performance.now();
const { encode, engine } = await import(pathToFileURL(entry));
encode("Rake it, she said.");
const loading = performance.now() - beforeImport;

const warmEnd = performance.now() + warmSeconds * 1000;
do for (const text of warm) encode(text);
while (performance.now() < warmEnd);

const firstPass = [];
const ids = [];
for (const text of timed) {
  const start = performance.now();
  ids.push(encode(text));
  firstPass.push(performance.now() - start);
}
const peak = peakMegabytes();

const milliseconds = [];
const end = performance.now() + seconds * 1000;
while (milliseconds.length < rounds && performance.now() < end) {
  const start = performance.now();
  for (const text of timed) encode(text);
  milliseconds.push(performance.now() - start);
}

const total = ids.reduce((sum, { length }) => sum + length, 0);
const all = new Int32Array(total);
let at = 0;
for (const list of ids) {
  all.set(list, at);
  at += list.length;
}
writeFileSync(idsFile, all);
console.log(JSON.stringify({ engine, loading, firstPass, milliseconds, peakMegabytes: peak }));
