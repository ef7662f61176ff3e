/**
 * Decodes ids with one package and prints the times, in milliseconds, as JSON.
 *
 * Usage: node decode.mjs ENTRY TASK
 *
 * TASK is a JSON file `{ idsFile, textFile, rounds, seconds }`. The text is used: it is written as
 * UTF-8 into a buffer, so that a string of many parts that is joined only when it is read has to be
 * joined. The first time, which is not timed, the bytes have to be those of the text.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [entry, taskFile] = process.argv.slice(2);
const { idsFile, textFile, rounds, seconds } = JSON.parse(readFileSync(taskFile, "utf8"));
const { decode, ownIds } = await import(pathToFileURL(entry));

const bytes = readFileSync(idsFile);
const ids = ownIds(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4));
const expected = readFileSync(textFile);
const written = Buffer.alloc(expected.length + 3);
const isEqual =
  written.utf8Write(decode(ids)) === expected.length &&
  written.compare(expected, 0, expected.length, 0, expected.length) === 0;

const milliseconds = [];
const end = performance.now() + seconds * 1000;
while (milliseconds.length < rounds && performance.now() < end) {
  const start = performance.now();
  written.utf8Write(decode(ids));
  milliseconds.push(performance.now() - start);
}
console.log(JSON.stringify({ isEqual, milliseconds }));
