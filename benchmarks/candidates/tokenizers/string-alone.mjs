/**
 * What no decoder of ids can do without: the string made of bytes that lie ready, and then used as
 * decode.mjs uses it. Prints the same.
 *
 * Usage: node string-alone.mjs FORM TASK
 *
 * FORM is `utf8`, which TextDecoder reads, or `utf16`, bytes of which Buffer makes a string. TASK is that of decode.mjs.
 */
import { readFileSync } from "node:fs";

const [form, taskFile] = process.argv.slice(2);
const { warm, warmSeconds, timed } = JSON.parse(readFileSync(taskFile, "utf8"));

const utf8 = new TextDecoder();
const stringOf = { utf8: (bytes) => utf8.decode(bytes), utf16: (bytes) => bytes.ucs2Slice(0, bytes.length) }[form];
const bytesOf = ({ text }) => Buffer.from(text, form === "utf16" ? "utf16le" : "utf8");
const [known, fresh] = [warm.map(bytesOf), timed.map(bytesOf)];
const written = Buffer.alloc(Math.max(...[...known, ...fresh].map(({ length }) => length)) * 2);

const warmEnd = performance.now() + warmSeconds * 1000;
do for (const bytes of known) written.utf8Write(stringOf(bytes));
while (performance.now() < warmEnd);

const firstPass = fresh.map((bytes) => {
  const start = performance.now();
  written.utf8Write(stringOf(bytes));
  return performance.now() - start;
});
console.log(JSON.stringify({ isEqual: true, firstPass }));
