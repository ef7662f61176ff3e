/**
 * Encodes and counts the same texts in turn, with one package, and prints both times as JSON.
 *
 * Usage: node count.mjs ENTRY TASK
 *
 * TASK is a JSON file `{ timed, rounds, seconds }`.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { clock } from "./clock.mjs";

const [entry, taskFile] = process.argv.slice(2);
const { timed, rounds, seconds } = JSON.parse(readFileSync(taskFile, "utf8"));
const { count, encode, engine } = await import(pathToFileURL(entry));

const time = (work) => {
  const start = clock.now();
  for (const text of timed) work(text);
  return clock.now() - start;
};

for (const text of timed) {
  const [counted, { length }] = [count(text), encode(text)];
  if (counted !== length) throw new Error(`count gives ${counted}, encode ${length} ids`);
}
const encoding = [];
const counting = [];
const end = clock.now() + seconds * 1000;
while (encoding.length < rounds && clock.now() < end) {
  // Both orders, one after the other.
  if (encoding.length % 2 === 0) encoding.push(time(encode));
  counting.push(time(count));
  if (encoding.length < counting.length) encoding.push(time(encode));
}
console.log(JSON.stringify({ engine, encoding, counting }));
