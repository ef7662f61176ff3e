/**
 * Decodes ids with one package and prints the times, in milliseconds, as JSON.
 *
 * Usage: node decode.mjs ENTRY TASK
 *
 * TASK is a JSON file `{ warm, warmSeconds, timed }`, with lists of `{ ids, text }`. Those of `warm` are
 * decoded while `warmSeconds` last; those of `timed` once each, so that no list is known. The text is
 * used: it is written as UTF-8 into a buffer, so that a string of many parts that is joined only when it
 * is read has to be joined. The bytes have to be those of the text.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [entry, taskFile] = process.argv.slice(2);
const { warm, warmSeconds, timed } = JSON.parse(readFileSync(taskFile, "utf8"));
const { decode, engine, ownIds } = await import(pathToFileURL(entry));

const prepared = (lists) =>
  lists.map(({ ids, text }) => ({ ids: ownIds(Int32Array.from(ids)), expected: Buffer.from(text) }));
const [known, fresh] = [prepared(warm), prepared(timed)];
const written = Buffer.alloc(Math.max(...[...known, ...fresh].map(({ expected }) => expected.length)) + 3);

const warmEnd = performance.now() + warmSeconds * 1000;
do for (const { ids } of known) written.utf8Write(decode(ids));
while (performance.now() < warmEnd);

let isEqual = true;
const milliseconds = fresh.map(({ ids, expected }) => {
  const start = performance.now();
  const length = written.utf8Write(decode(ids));
  const time = performance.now() - start;
  isEqual &&= length === expected.length && written.compare(expected, 0, expected.length, 0, length) === 0;
  return time;
});
console.log(JSON.stringify({ engine, isEqual, firstPass: milliseconds }));
