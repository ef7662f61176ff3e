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
import { clock } from "./clock.mjs";
import { timeStretches } from "./stretches.mjs";

const [entry, taskFile] = process.argv.slice(2);
const { warm, warmSeconds, timed } = JSON.parse(readFileSync(taskFile, "utf8"));
const { decode, engine, ownIds } = await import(pathToFileURL(entry));

const prepared = (lists) =>
  lists.map(({ ids, text }) => ({ ids: ownIds(Int32Array.from(ids)), expected: Buffer.from(text) }));
const [known, fresh] = [prepared(warm), prepared(timed)];
const bytesOf = (lists) => lists.reduce((sum, { expected }) => sum + expected.length, 0);
// Filled, so that no page of it is touched for the first time when it is written to.
const written = Buffer.alloc(Math.max(bytesOf(known), bytesOf(fresh)) + 3, 1);

const warmEnd = clock.now() + warmSeconds * 1000;
do {
  let end = 0;
  for (const { ids } of known) end += written.utf8Write(decode(ids), end);
} while (clock.now() < warmEnd);

let end = 0;
const firstPass = timeStretches(fresh, {
  sizeOf: ({ expected }) => expected.length,
  work({ ids }) {
    end += written.utf8Write(decode(ids), end);
  },
  clock,
});
const isEqual = Buffer.concat(fresh.map(({ expected }) => expected)).equals(written.subarray(0, end));
console.log(JSON.stringify({ engine, isEqual, firstPass }));
